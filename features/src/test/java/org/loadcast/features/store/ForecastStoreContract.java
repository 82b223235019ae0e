package org.loadcast.features.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.loadcast.features.forecast.Forecast;
import org.loadcast.features.forecast.ForecastSource;
import org.loadcast.features.forecast.FutureWeather;
import org.loadcast.features.forecast.Quantiles;
import org.loadcast.features.forecast.Tier;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.series.Interval;
import org.loadcast.features.series.TimeGrid;

/** What every {@link ForecastStore} does. An adapter's test gives the store. */
public abstract class ForecastStoreContract {

    private static final MeterId METER = MeterId.of("pid_287");
    private static final Instant CUTOFF = Instant.parse("2024-03-01T11:00:00Z");
    private static final ForecastSource MODEL = new ForecastSource.Model(
            "pid_287/day-ahead/7", "blend", Instant.parse("2024-02-01T00:00:00Z"), FutureWeather.FORECAST);

    /** An empty store, the same one during a test. */
    protected abstract ForecastStore store();

    /** Waits until what was written can be read; most stores need not. */
    protected void settle() {}

    /** Two hours in quarters from the midnight after the cutoff, P10, P50 and P90 around {@code level}. */
    private static Forecast forecast(
            MeterId meter, String horizon, Instant cutoff, double level, ForecastSource source) {
        TimeGrid grid = new TimeGrid(Instant.parse("2024-03-01T23:00:00Z"), Duration.ofMinutes(15), 8);
        double[][] kilowatts = new double[8][];
        for (int i = 0; i < 8; i++) {
            kilowatts[i] = new double[] {level - 0.1 * i, level, level + 0.3 * i};
        }
        return new Forecast(
                meter, horizon, cutoff.plusSeconds(3), cutoff, grid, Quantiles.of(0.1, 0.5, 0.9), kilowatts, source);
    }

    private static Forecast forecast(Instant cutoff, double level) {
        return forecast(METER, "day-ahead", cutoff, level, MODEL);
    }

    @Test
    void anEmptyStoreHasNoForecast() {
        assertThat(store().latest(METER, "day-ahead")).isEmpty();
        assertThat(store().issued(METER, "day-ahead", Interval.of(CUTOFF, Duration.ofDays(1))))
                .isEmpty();
    }

    @Test
    void aForecastComesBackWhole() {
        // given
        Forecast written = forecast(CUTOFF, 5);

        // when
        store().write(List.of(written));
        settle();

        // then
        assertThat(store().latest(METER, "day-ahead")).contains(written);
    }

    @Test
    void aFallbackForecastKeepsItsTierAndReason() {
        // given
        Forecast written = forecast(
                METER,
                "day-ahead",
                CUTOFF,
                5,
                new ForecastSource.Fallback(Tier.SEASONAL, "No model of meter pid_287: \"train\" one, a=b, c\\d."));

        // when
        store().write(List.of(written));
        settle();

        // then
        assertThat(store().latest(METER, "day-ahead")).contains(written);
    }

    @Test
    void theLatestIsTheOneOfTheLatestCutoffWhateverTheOrderOfWriting() {
        // given
        Forecast newer = forecast(CUTOFF.plusSeconds(900), 6);

        // when
        store().write(List.of(newer));
        store().write(List.of(forecast(CUTOFF, 5)));
        settle();

        // then
        assertThat(store().latest(METER, "day-ahead")).contains(newer);
    }

    @Test
    void everyIssueIsKeptByCutoff() {
        // given
        Forecast first = forecast(CUTOFF, 5);
        Forecast second = forecast(CUTOFF.plusSeconds(900), 6);
        Forecast third = forecast(CUTOFF.plusSeconds(1800), 7);

        // when
        store().write(List.of(third, first, second));
        settle();

        // then
        assertThat(store().issued(METER, "day-ahead", Interval.of(CUTOFF, Duration.ofMinutes(30))))
                .containsExactly(first, second);
    }

    @Test
    void allIssuesCanBeAskedForAtOnce() {
        // given
        Forecast written = forecast(CUTOFF, 5);

        // when
        store().write(List.of(written));
        settle();

        // then
        assertThat(store().issued(METER, "day-ahead", new Interval(Instant.MIN, Instant.MAX)))
                .containsExactly(written);
    }

    @Test
    void theSameCutoffAgainReplaces() {
        // given
        store().write(List.of(forecast(CUTOFF, 5)));

        // when
        Forecast again = forecast(CUTOFF, 9);
        store().write(List.of(again));
        settle();

        // then
        assertThat(store().latest(METER, "day-ahead")).contains(again);
        assertThat(store().issued(METER, "day-ahead", Interval.of(CUTOFF, Duration.ofDays(1))))
                .containsExactly(again);
    }

    @Test
    void metersAndHorizonsAreKeptApart() {
        // given
        Forecast mine = forecast(CUTOFF, 5);
        Forecast other = forecast(MeterId.of("other"), "day-ahead", CUTOFF, 6, MODEL);
        Forecast longer = forecast(METER, "PT48H", CUTOFF, 7, MODEL);

        // when
        store().write(List.of(mine, other, longer));
        settle();

        // then
        assertThat(store().latest(METER, "day-ahead")).contains(mine);
        assertThat(store().latest(METER, "PT48H")).contains(longer);
        assertThat(store().latest(MeterId.of("other"), "day-ahead")).contains(other);
        assertThat(store().latest(METER, "quarter-hour")).isEmpty();
    }
}
