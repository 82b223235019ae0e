package org.loadcast.features.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.loadcast.features.series.Interval;
import org.loadcast.features.weather.WeatherRun;
import org.loadcast.features.weather.WeatherTable;

/** What every {@link WeatherStore} does. An adapter's test gives the store. */
public abstract class WeatherStoreContract {

    private static final Instant START = Instant.parse("2024-03-01T22:00:00Z");
    private static final Interval THREE_HOURS = Interval.of(START, Duration.ofHours(3));

    /** An empty store, the same one during a test. */
    protected abstract WeatherStore store();

    /** Waits until what was written can be read; most stores need not. */
    protected void settle() {}

    private static WeatherTable.Builder table(String location) {
        return WeatherTable.builder(location);
    }

    private static Instant hour(int hours) {
        return START.plus(Duration.ofHours(hours));
    }

    @Test
    void anEmptyStoreAnswersWithAnEmptyTable() {
        assertThat(store().observed("Utrecht", THREE_HOURS).rows()).isZero();
        assertThat(store().forecasts("Utrecht", THREE_HOURS, hour(0))).isEmpty();
        assertThat(store().locations()).isEmpty();
    }

    @Test
    void measuredWeatherComesBackAcrossMidnightWithItsHoles() {
        // given
        store().writeObserved(table("Utrecht")
                .set(hour(0), "temperature_c", 4.5)
                .set(hour(0), "ghi_wm2", 0)
                .set(hour(1), "temperature_c", 4)
                .set(hour(2), "temperature_c", -3.25)
                .set(hour(3), "temperature_c", 3)
                .build());
        settle();

        // when
        WeatherTable read = store().observed("Utrecht", THREE_HOURS);

        // then
        assertThat(read.location()).isEqualTo("Utrecht");
        assertThat(read.rows()).isEqualTo(3);
        assertThat(read.variables()).containsExactly("ghi_wm2", "temperature_c");
        assertThat(read.timestamp(2)).isEqualTo(hour(2));
        assertThat(read.value("temperature_c", 2)).isEqualTo(-3.25);
        assertThat(read.value("ghi_wm2", 0)).isZero();
        assertThat(read.value("ghi_wm2", 1)).isNaN();
    }

    @Test
    void allWeatherCanBeAskedForAtOnce() {
        // given
        Interval ever = new Interval(Instant.MIN, Instant.MAX);
        store().writeObserved(table("Utrecht").set(hour(0), "temperature_c", 4).build());
        store().writeForecast(run(hour(-6), hour(0), 1));
        settle();

        // then
        assertThat(store().observed("Utrecht", ever).rows()).isEqualTo(1);
        assertThat(store().forecasts("Utrecht", ever, Instant.MAX)).hasSize(1);
    }

    @Test
    void aVariableWithoutAValueInTheIntervalIsNotThere() {
        // given
        store().writeObserved(table("Utrecht")
                .set(hour(0), "temperature_c", 4)
                .set(hour(9), "snow_depth_m", 0.1)
                .build());
        settle();

        // then
        assertThat(store().observed("Utrecht", THREE_HOURS).variables()).containsExactly("temperature_c");
    }

    @Test
    void laterMeasurementsAddToAndReplaceEarlierOnes() {
        // given
        store().writeObserved(table("Utrecht")
                .set(hour(0), "temperature_c", 4)
                .set(hour(1), "temperature_c", 5)
                .build());

        // when
        store().writeObserved(table("Utrecht")
                .set(hour(0), "temperature_c", 6)
                .set(hour(0), "wind_speed_ms", 2)
                .build());
        settle();

        // then
        WeatherTable read = store().observed("Utrecht", THREE_HOURS);
        assertThat(read.value("temperature_c", 0)).isEqualTo(6);
        assertThat(read.value("wind_speed_ms", 0)).isEqualTo(2);
        assertThat(read.value("temperature_c", 1)).isEqualTo(5);
    }

    @Test
    void locationsAreKeptApart() {
        // given
        store().writeObserved(table("Utrecht").set(hour(0), "temperature_c", 4).build());
        store().writeForecast(new WeatherRun(
                hour(0), table("De Bilt").set(hour(1), "temperature_c", 7).build()));
        settle();

        // then
        assertThat(store().locations()).containsExactly("De Bilt", "Utrecht");
        assertThat(store().observed("De Bilt", THREE_HOURS).rows()).isZero();
        assertThat(store().forecasts("Utrecht", THREE_HOURS, hour(9))).isEmpty();
    }

    @Test
    void onlyRunsThatWereAvailableAndReachTheTargetsComeBack() {
        // given
        store().writeForecast(run(hour(-12), hour(0), 1));
        store().writeForecast(run(hour(-6), hour(1), 2));
        store().writeForecast(run(hour(-5), hour(30), 3));
        store().writeForecast(run(hour(2), hour(2), 4));
        settle();

        // when
        List<WeatherRun> runs = store().forecasts("Utrecht", THREE_HOURS, hour(-6));

        // then
        assertThat(runs).extracting(WeatherRun::availableAt).containsExactly(hour(-12), hour(-6));
        assertThat(runs).extracting(run -> valueAt(run, hour(1))).containsExactly(1.0, 2.0);
    }

    @Test
    void aRunOfTheSameInstantIsReplaced() {
        // given
        store().writeForecast(run(hour(-6), hour(0), 1));

        // when
        store().writeForecast(run(hour(-6), hour(0), 9));
        settle();

        // then
        List<WeatherRun> runs = store().forecasts("Utrecht", THREE_HOURS, hour(0));
        assertThat(runs).hasSize(1);
        assertThat(valueAt(runs.get(0), hour(0))).isEqualTo(9);
    }

    @Test
    void aForecastWithoutIssueIsKnownAtEveryCutoff() {
        // given
        store().writeForecast(run(Instant.MIN, hour(0), 1));
        settle();

        // when
        List<WeatherRun> runs = store().forecasts("Utrecht", THREE_HOURS, Instant.parse("1970-01-01T00:00:00Z"));

        // then
        assertThat(runs).extracting(WeatherRun::availableAt).containsExactly(Instant.MIN);
    }

    /** A run of two hours from {@code first}. */
    private static WeatherRun run(Instant availableAt, Instant first, double value) {
        return new WeatherRun(
                availableAt,
                table("Utrecht")
                        .set(first, "temperature_c", value)
                        .set(first.plus(Duration.ofHours(1)), "temperature_c", value)
                        .build());
    }

    private static double valueAt(WeatherRun run, Instant time) {
        for (int row = 0; row < run.table().rows(); row++) {
            if (run.table().timestamp(row).equals(time)) {
                return run.table().value("temperature_c", row);
            }
        }
        return Double.NaN;
    }
}
