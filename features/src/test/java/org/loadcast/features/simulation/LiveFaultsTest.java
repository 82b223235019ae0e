package org.loadcast.features.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.meter.Reading;
import org.loadcast.features.series.Interval;

class LiveFaultsTest {

    private static final Instant START = Instant.parse("2024-06-10T00:00:00Z");
    private static final Duration STEP = Duration.ofMinutes(15);
    private static final MeterId HOME = MeterId.of("home");
    private static final MeterId OTHER = MeterId.of("other");

    private final LiveFaults faults = new LiveFaults();

    @Test
    void aMeterThatIsStuckRepeatsTheLastGoodValueUntilTheFaultIsOver() {
        faults.begin(fault(FaultKind.STUCK, 20, 50));

        // Readings end at 15, 30, 45, 60 minutes; the fault has those at 30 and 45.
        assertThat(arrived(HOME, 4)).containsExactly(1.0, 1.0, 1.0, 4.0);
    }

    @Test
    void aNegativeMeterHasItsSignTurned() {
        faults.begin(fault(FaultKind.NEGATIVE, 20, 50));

        assertThat(arrived(HOME, 4)).containsExactly(1.0, -2.0, -3.0, 4.0);
    }

    @Test
    void aSpikeOfOneStepIsInOneReading() {
        faults.begin(fault(FaultKind.SPIKE, 20, 35));

        assertThat(arrived(HOME, 4)).containsExactly(1.0, 40.0, 3.0, 4.0);
    }

    @Test
    void whatIsMissingDoesNotArriveAndNobodyElseIsTouched() {
        faults.begin(fault(FaultKind.MISSING, 20, 50));

        assertThat(arrived(HOME, 4)).containsExactly(1.0, 4.0);
        assertThat(arrived(OTHER, 4)).containsExactly(1.0, 2.0, 3.0, 4.0);
    }

    @Test
    void aFaultThatIsEndedIsOverAtOnce() {
        faults.begin(fault(FaultKind.NEGATIVE, 0, 600));
        assertThat(faults.at(START)).hasSize(1);

        assertThat(faults.end(HOME)).isTrue();

        assertThat(faults.end(HOME)).isFalse();
        assertThat(faults.at(START)).isEmpty();
        assertThat(arrived(HOME, 2)).containsExactly(1.0, 2.0);
    }

    @Test
    void aKindThatNeedsTheFutureIsRefused() {
        assertThatThrownBy(() -> faults.begin(fault(FaultKind.CLOCK_JUMP, 0, 60)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("clock_jump")
                .hasMessageContaining("missing, negative, spike, stuck");
    }

    private static Fault fault(FaultKind kind, int from, int to) {
        return new Fault(
                HOME, kind, new Interval(START.plus(Duration.ofMinutes(from)), START.plus(Duration.ofMinutes(to))));
    }

    /** What arrives of 1 kW, 2 kW, 3 kW, … */
    private List<Double> arrived(MeterId meter, int count) {
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Instant start = START.plus(STEP.multipliedBy(i));
            faults.spoil(List.of(new Reading.Power(meter, start, i + 1)), start.plus(STEP))
                    .forEach(reading -> values.add(reading.kilowatts()));
        }
        return values;
    }
}
