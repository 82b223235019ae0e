package org.loadcast.training.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.loadcast.features.forecast.Quantiles;
import org.loadcast.features.meter.MeterId;

class PeakScoresTest {

    private static final ZoneId AMSTERDAM = ZoneId.of("Europe/Amsterdam");
    private static final MeterId METER = MeterId.of("m");
    private static final Duration HOUR = Duration.ofHours(1);

    /** A day whose load is its hour's number, forecast with a peak of 50 kW at {@code forecastPeakHour}. */
    private static BacktestRows day(LocalDate date, int hours, int forecastPeakHour) {
        ZonedDateTime midnight = date.atStartOfDay(AMSTERDAM);
        var rows = BacktestRows.builder(Quantiles.of(0.5), HOUR);
        for (int hour = 0; hour < hours; hour++) {
            double forecast = hour == forecastPeakHour ? 50 : 0;
            rows.add(
                    METER,
                    midnight.toInstant(),
                    midnight.toInstant().plus(HOUR.multipliedBy(hour)),
                    new double[] {forecast},
                    hour);
        }
        return rows.build();
    }

    @ParameterizedTest
    @CsvSource({"2021-03-28,23", "2021-03-29,24", "2021-10-31,25"})
    void aLocalDayCountsWhenItsWholeLengthIsThere(LocalDate date, int hours) {
        var scores =
                PeakScores.of(day(date, hours, hours - 2), meter -> AMSTERDAM).orElseThrow();

        assertThat(scores.days()).isEqualTo(1);
        assertThat(scores.biasKw()).isEqualTo(50 - (hours - 1));
        assertThat(scores.maeShare()).hasValue((50 - (hours - 1)) / (hours - 1.0));
        assertThat(scores.hourHitRate()).isEqualTo(1);
        assertThat(scores.sameHourRate()).isZero();
        assertThat(scores.coverage()).isEmpty();
    }

    @Test
    void aDayWithAnHourMissingDoesNotCount() {
        assertThat(PeakScores.of(day(LocalDate.of(2021, 3, 29), 23, 5), meter -> AMSTERDAM))
                .isEmpty();
    }

    @Test
    void aPeakTwoHoursTooEarlyIsNoHit() {
        var scores = PeakScores.of(day(LocalDate.of(2021, 3, 29), 24, 21), meter -> AMSTERDAM)
                .orElseThrow();

        assertThat(scores.hourHitRate()).isZero();
    }

    @Test
    void aPeakInItsHourAndInItsBandCounts() {
        ZonedDateTime midnight = LocalDate.of(2021, 3, 29).atStartOfDay(AMSTERDAM);
        var rows = BacktestRows.builder(Quantiles.of(0.1, 0.5, 0.9), HOUR);
        for (int hour = 0; hour < 24; hour++) {
            double[] forecast = {hour - 3.0, hour - 1.0, hour + 3.0};
            rows.add(METER, midnight.toInstant(), midnight.toInstant().plus(HOUR.multipliedBy(hour)), forecast, hour);
        }

        var scores = PeakScores.of(rows.build(), meter -> AMSTERDAM).orElseThrow();

        assertThat(scores.sameHourRate()).isEqualTo(1);
        assertThat(scores.coverage()).hasValue(1);
        assertThat(scores.biasKw()).isEqualTo(-1);
    }
}
