package org.loadcast.features.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.loadcast.features.series.TimeGrid;

class PowerTraceTest {

    private static final TimeGrid TWO_QUARTERS =
            new TimeGrid(Instant.parse("2024-01-01T00:00:00Z"), Duration.ofMinutes(15), 2);

    @Test
    void aBlockIsSpreadOverTheIntervalsThatItTouches() {
        // given
        PowerTrace trace = new PowerTrace(TWO_QUARTERS);

        // when: 3 kW for the last 5 minutes of the first quarter and the first 10 of the second
        trace.add(trace.start() + 600, trace.start() + 1500, 3);

        // then
        assertThat(trace.toSeries().toArray()).containsExactly(1, 2);
    }

    @Test
    void whatLiesOutsideTheGridIsLeftOut() {
        // given
        PowerTrace trace = new PowerTrace(TWO_QUARTERS);

        // when
        trace.add(trace.start() - 5000, trace.start() + 900, 1);
        trace.add(trace.end(), trace.end() + 900, 1);

        // then
        assertThat(trace.toSeries().toArray()).containsExactly(1, 0);
    }
}
