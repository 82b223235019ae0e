package org.loadcast.features.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.loadcast.features.calendar.SolarPosition;
import org.loadcast.features.meter.GeoPoint;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.series.LoadSeries;
import org.loadcast.features.series.TimeGrid;

class FaultInjectorTest {

    private static final Meter METER = Meter.builder(MeterId.of("m1"))
            .category("pv")
            .location(new GeoPoint(41.65, -0.88))
            .build();

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
    void everyUsualKindOccursAndDoesWhatItsNameSays() {
        assertThat(EnumSet.allOf(FaultKind.class))
                .filteredOn(kind -> kind != FaultKind.NIGHT_GENERATION)
                .allMatch(kind -> spoiled.faults().stream().anyMatch(fault -> fault.kind() == kind));
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
    void panelsGenerateInTheDarkAndNowhereElse() {
        FaultInjector injector = new FaultInjector(5, List.of(FaultKind.NIGHT_GENERATION), 1);

        List<Fault> faults = injector.spoil(METER, clean).faults();

        assertThat(faults).hasSize(3 * 365 / 10);
        assertThat(faults)
                .allSatisfy(fault -> assertThat(SolarPosition.at(
                                        fault.interval().from(),
                                        METER.location().orElseThrow())
                                .elevationDegrees())
                        .isLessThan(-12));
    }

    @Test
    void aDayBySecondsHasFaultsToo() {
        LoadSeries day = LoadSeries.ofArray(
                new TimeGrid(Instant.parse("2021-01-01T00:00:00Z"), Duration.ofSeconds(1), 86_400),
                IntStream.range(0, 86_400).mapToDouble(i -> 1 + i / 1e6).toArray());

        assertThat(new FaultInjector(5, List.of(FaultKind.SPIKE, FaultKind.STUCK), 1)
                        .spoil(METER, day)
                        .faults())
                .hasSize(4);
    }

    @Test
    void aLoadOfZeroCannotBeTurnedNorMultiplied() {
        LoadSeries zero = LoadSeries.ofArray(clean.grid(), new double[clean.length()]);

        List<FaultKind> kinds = List.of(FaultKind.NEGATIVE, FaultKind.SPIKE, FaultKind.STUCK);

        assertThat(new FaultInjector(5, kinds, 1).spoil(METER, zero).faults()).isEmpty();
    }

    @Test
    void theSameSeedSpoilsTheSameReadings() {
        FaultInjector.Spoiled again = new FaultInjector(3).spoil(METER, clean);

        assertThat(again).isEqualTo(spoiled);
    }
}
