package org.loadcast.training.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.loadcast.features.forecast.Quantiles;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.series.LoadSeries;
import org.loadcast.features.series.TimeGrid;
import org.loadcast.training.backtest.BacktestResult;
import org.loadcast.training.backtest.FamilyResult;
import org.loadcast.training.metrics.BacktestRows;
import org.loadcast.training.metrics.SeasonalReference;

class BacktestStoryTest {

    private static final Instant START = Instant.parse("2024-05-06T00:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int DAYS = 10;
    private static final MeterId METER = MeterId.of("works");

    /** Days 3 and 4 of the backtest. */
    private static final LocalDate DOUBLED = LocalDate.of(2024, 5, 9);

    @Test
    void theDayThatWasMissedComesFirstWithWhatTheNumbersSayOfIt() {
        // given: 10 kW by day and 12 in the evening, forecast as 11 and 13, and a day with twice the load
        Story story = BacktestStory.of(new Findings(result()));

        // then
        Story.BadDay worst = story.badDays().get(0);
        assertThat(worst.day()).isEqualTo(DOUBLED);
        assertThat(worst.meter()).isEqualTo("works");
        // 23 hours of 10 and one of 12 kW, twice; forecast one above the single load.
        assertThat(worst.measuredKwh()).isEqualTo(2 * (23 * 10 + 12));
        assertThat(worst.forecastKwh()).isEqualTo(23 * 11 + 13);
        assertThat(worst.errorShare()).isEqualTo((23 * 9 + 11) / 484.0);
        assertThat(worst.reasons())
                .anyMatch(reason -> reason.startsWith("A day unlike those before it"))
                .contains("Too low nearly all day.")
                .anyMatch(reason -> reason.endsWith("of the values lie outside of the band."));
    }

    @Test
    void thePageBeginsWithWhatWasForecastAndHowGoodItWas() {
        String page = BacktestReport.of(result()).html();

        assertThat(page)
                .contains("Backtest made-up", "In short", "from 0\u00a0h to 24\u00a0h after its cutoff")
                .contains("When it failed, and why", "Thu 9 May 2024", "Which family is best");
    }

    private static double load(int hour) {
        double load = hour % 24 == 19 ? 12 : 10;
        return START.plus(HOUR.multipliedBy(hour))
                        .atZone(ZoneOffset.UTC)
                        .toLocalDate()
                        .equals(DOUBLED)
                ? 2 * load
                : load;
    }

    private static BacktestResult result() {
        LoadSeries.Builder load = LoadSeries.builder(new TimeGrid(START, HOUR, 24 * DAYS));
        BacktestRows.Builder rows = BacktestRows.builder(Quantiles.DECILES, HOUR);
        for (int hour = 0; hour < 24 * DAYS; hour++) {
            load.set(hour, load(hour));
        }
        for (int day = 1; day < DAYS; day++) {
            Instant midnight = START.plus(Duration.ofDays(day));
            for (int hour = 0; hour < 24; hour++) {
                double middle = hour == 19 ? 13 : 11;
                double[] values = new double[9];
                Arrays.setAll(values, q -> middle + (q - 4) / 2.0);
                rows.add(METER, midnight, midnight.plus(HOUR.multipliedBy(hour)), values, load(24 * day + hour));
            }
        }
        return new BacktestResult(
                "made-up",
                Map.of(METER, ZoneOffset.UTC),
                new SeasonalReference(
                        Map.of(METER, load.build()),
                        24,
                        SeasonalReference.Scale.FIRST_CUTOFF,
                        START.plus(Duration.ofDays(1))),
                List.of(new FamilyResult("linear", rows.build(), Duration.ZERO, Duration.ZERO)),
                new TreeMap<>(Map.of(METER, "linear")),
                Map.of());
    }
}
