package org.loadcast.features.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.series.TimeGrid;

class DailyPeakTest {

    private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");

    @Test
    void thePeakIsWhereTheMedianIsHighestAndEveryQuantileHasItsOwnHighest() {
        DailyPeak peak = DailyPeak.of(forecast("day-ahead")).orElseThrow();

        assertThat(peak.start()).isEqualTo(START.plus(Duration.ofHours(1)));
        assertThat(peak.kilowatts(0)).isEqualTo(3);
        assertThat(peak.median()).isEqualTo(5);
        assertThat(peak.kilowatts(2)).isEqualTo(9);
    }

    @Test
    void aSpanThatIsNoDayHasNoDailyPeak() {
        assertThat(DailyPeak.of(forecast("PT3H"))).isEmpty();
    }

    private static Forecast forecast(String horizon) {
        return new Forecast(
                MeterId.of("m"),
                horizon,
                START,
                START,
                new TimeGrid(START, Duration.ofHours(1), 3),
                Quantiles.of(0.1, 0.5, 0.9),
                new double[][] {{3, 4, 5}, {2, 5, 6}, {0, 3, 9}},
                new ForecastSource.Fallback(Tier.FLAT, "It is a test."));
    }
}
