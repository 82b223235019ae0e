package org.loadcast.features.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.series.LoadSeries;
import org.loadcast.features.series.TimeGrid;

class FaultInjectorTest {

    private static final MeterId METER = MeterId.of("m1");

    private LoadSeries clean;
    private FaultInjector.Spoiled spoiled;

    @BeforeEach
    void spoilThreeYears() {
        TimeGrid grid = new TimeGrid(Instant.parse("2021-01-01T00:00:00Z"), Duration.ofMinutes(15), 3 * 365 * 96);
        double[] rising = IntStream.range(0, grid.length())
                .mapToDouble(i -> 1 + i / 1000.0)
                .toArray();
        clean = LoadSeries.ofArray(grid, rising);
        spoiled = new FaultInjector(3).spoil(METER, clean);
    }

    @Test
    void everyReadingOutsideAFaultIsRight() {
        for (int i = 0; i < clean.length(); i++) {
            Instant start = clean.grid().startOf(i);
            if (spoiled.faults().stream().noneMatch(f -> f.interval().contains(start))) {
                assertThat(spoiled.load().kilowatts(i)).isEqualTo(clean.kilowatts(i));
            }
        }
    }

    @Test
    void everyKindOccursAndDoesWhatItsNameSays() {
        assertThat(spoiled.faults()).extracting(Fault::kind).contains(FaultKind.values());
        for (Fault fault : spoiled.faults()) {
            int from = clean.grid().indexOf(fault.interval().from());
            int to = clean.grid().indexOf(fault.interval().to());
            for (int i = from; i < to; i++) {
                requireFault(fault.kind(), from, i);
            }
        }
    }

    private void requireFault(FaultKind kind, int from, int i) {
        if (kind == FaultKind.MISSING) {
            assertThat(spoiled.load().isMissing(i)).isTrue();
            return;
        }
        double value = spoiled.load().isMissing(i) ? Double.NaN : spoiled.load().kilowatts(i);
        double right = clean.kilowatts(i);
        switch (kind) {
            case NEGATIVE -> assertThat(value).isEqualTo(-right);
            case SPIKE -> assertThat(value / right).isBetween(9.9, 100.1);
            case STUCK -> assertThat(value).isEqualTo(clean.kilowatts(from));
            // a rise of 0.001 kW a step and 4 steps an hour: one to three hours are 0.004 to 0.012 kW
            case CLOCK_JUMP -> assertThat(Math.abs(value - right)).isCloseTo(0.008, within(0.0041));
            default -> throw new AssertionError(kind);
        }
    }

    @Test
    void faultsDoNotOverlapAndComeByTime() {
        List<Fault> faults = spoiled.faults();

        for (int i = 1; i < faults.size(); i++) {
            assertThat(faults.get(i).interval().from())
                    .isAfterOrEqualTo(faults.get(i - 1).interval().to());
        }
    }

    @Test
    void theSameSeedSpoilsTheSameReadings() {
        FaultInjector.Spoiled again = new FaultInjector(3).spoil(METER, clean);

        assertThat(again).isEqualTo(spoiled);
    }
}
