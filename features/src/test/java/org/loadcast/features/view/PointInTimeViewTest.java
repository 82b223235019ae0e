package org.loadcast.features.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.loadcast.features.calendar.HolidayCalendar;
import org.loadcast.features.forecast.FutureWeather;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.series.LoadSeries;
import org.loadcast.features.series.TimeGrid;
import org.loadcast.features.weather.WeatherRun;
import org.loadcast.features.weather.WeatherTable;

class PointInTimeViewTest {

    private static final Instant START = Instant.parse("2021-03-20T00:00:00Z");
    private static final Duration STEP = Duration.ofMinutes(15);
    private static final int DAYS = 16;
    private static final Instant FAR = START.plus(Duration.ofDays(100));
    private static final Meter METER =
            Meter.builder(MeterId.of("m")).zone(ZoneId.of("Europe/Amsterdam")).build();

    /** What becomes of a number that was not known at the cutoff; NaN takes it out. */
    private record Rewrite(Instant cutoff, DoubleUnaryOperator later) {

        static final Rewrite NOTHING = new Rewrite(Instant.MAX, v -> v);

        static Rewrite garbageAfter(Instant cutoff) {
            Random random = new Random(99);
            return new Rewrite(cutoff, v -> random.nextInt(4) == 0 ? Double.NaN : 1e6 * random.nextGaussian());
        }

        double apply(Instant knownAt, double value) {
            return knownAt.isAfter(cutoff) ? later.applyAsDouble(value) : value;
        }
    }

    /** Load with gaps, hourly and five-minute weather with gaps, and forecasts every six hours for two days. */
    private static MeterHistory history(long seed, FutureWeather mode, Instant storedUntil, Rewrite rewrite) {
        Random random = new Random(seed);
        List<WeatherTable> observed = List.of(
                weather(random, "hourly", Duration.ofHours(1), storedUntil, rewrite),
                weather(random, "fine", Duration.ofMinutes(5), storedUntil, rewrite));
        List<WeatherRun> runs = new ArrayList<>();
        for (int hour = 3; hour < 24 * DAYS; hour += 6) {
            Instant issued = START.plus(Duration.ofHours(hour));
            WeatherTable run = forecast(random, issued, rewrite);
            if (!issued.isAfter(storedUntil)) {
                runs.add(new WeatherRun(issued, run));
            }
        }
        LoadSeries load = load(random, storedUntil, rewrite);
        return new MeterHistory(METER, HolidayCalendar.none(), load, observed, runs, mode);
    }

    private static LoadSeries load(Random random, Instant storedUntil, Rewrite rewrite) {
        TimeGrid grid = new TimeGrid(START, STEP, DAYS * 96);
        double[] values = new double[grid.length()];
        for (int i = 0; i < values.length; i++) {
            double value = random.nextInt(20) == 0 ? Double.NaN : random.nextGaussian();
            values[i] = rewrite.apply(grid.endOf(i), value);
        }
        LoadSeries whole = LoadSeries.ofArray(grid, values);
        return whole.slice(0, Math.min(grid.length(), grid.indexOf(storedUntil)));
    }

    private static WeatherTable weather(
            Random random, String location, Duration step, Instant storedUntil, Rewrite rewrite) {
        WeatherTable.Builder table = WeatherTable.builder(location);
        Instant end = START.plus(Duration.ofDays(DAYS + 2));
        for (Instant at = START.minus(Duration.ofDays(2)); at.isBefore(end); at = at.plus(step)) {
            double value = random.nextInt(10) == 0 ? Double.NaN : random.nextGaussian();
            double stored = rewrite.apply(at.plus(step), value);
            if (!Double.isNaN(stored) && !at.plus(step).isAfter(storedUntil)) {
                table.set(at, "temperature_c", stored);
            }
        }
        return table.build();
    }

    private static WeatherTable forecast(Random random, Instant issued, Rewrite rewrite) {
        WeatherTable.Builder table = WeatherTable.builder("hourly");
        for (int hour = 0; hour < 48; hour++) {
            double value = rewrite.apply(issued, random.nextGaussian());
            if (!Double.isNaN(value)) {
                table.set(issued.plus(Duration.ofHours(hour)), "temperature_c", value);
            }
        }
        return table.build();
    }

    private static MeterHistory history(long seed, FutureWeather mode) {
        return history(seed, mode, FAR, Rewrite.NOTHING);
    }

    /** Bit by bit, so that two missing values are the same. */
    private static void assertSame(double actual, double expected) {
        assertThat(Double.doubleToLongBits(actual)).isEqualTo(Double.doubleToLongBits(expected));
    }

    /** Everything that a view shows from two days before its grid to four days after the sixteenth. */
    private static double[] shown(PointInTimeView view) {
        List<Double> values = new ArrayList<>();
        for (int index = -2 * 96; index < (DAYS + 4) * 96; index++) {
            values.add(view.load(index));
            values.add(view.meanLoad(index - 10, index + 10));
            for (String location : List.of("hourly", "fine")) {
                int column = view.weatherKeys().indexOf(new WeatherKey(location, "temperature_c"));
                values.add(view.weather(column, index));
            }
        }
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Cutoffs on the hour, on a quarter, and between quarters, without and with forecasts. */
    private static Stream<Arguments> cutoffs() {
        return Stream.of(FutureWeather.NONE, FutureWeather.FORECAST)
                .flatMap(mode -> new Random(mode.label().length())
                        .ints(12, 4 * 1440, 14 * 1440)
                        .mapToObj(minute -> Arguments.of(
                                mode,
                                START.plus(Duration.ofMinutes(
                                        minute % 3 == 0
                                                ? minute / 60 * 60
                                                : minute % 3 == 1 ? minute / 15 * 15 : minute)))));
    }

    @ParameterizedTest
    @MethodSource("cutoffs")
    void garbageAfterTheCutoffChangesNothing(FutureWeather mode, Instant cutoff) {
        MeterHistory clean = history(1, mode);
        MeterHistory poisoned = history(1, mode, FAR, Rewrite.garbageAfter(cutoff));

        assertThat(shown(poisoned.asOf(cutoff))).isEqualTo(shown(clean.asOf(cutoff)));
    }

    @ParameterizedTest
    @MethodSource("cutoffs")
    void aStoreThatEndsAtTheCutoffShowsTheSame(FutureWeather mode, Instant cutoff) {
        MeterHistory whole = history(1, mode);
        MeterHistory live = history(1, mode, cutoff, Rewrite.NOTHING);

        assertThat(shown(live.asOf(cutoff))).isEqualTo(shown(whole.asOf(cutoff)));
    }

    @ParameterizedTest
    @MethodSource("cutoffs")
    void aReplayShowsNothingFromAfterItsOwnViewsCutoff(FutureWeather mode, Instant cutoff) {
        Instant earlier = cutoff.minus(Duration.ofHours(30));
        MeterHistory clean = history(1, mode);
        MeterHistory poisoned = history(1, mode, FAR, Rewrite.garbageAfter(cutoff));

        double[] shown = shown(clean.asOf(cutoff).replay(earlier));

        assertThat(shown(poisoned.asOf(cutoff).replay(earlier))).isEqualTo(shown);
    }

    @ParameterizedTest
    @MethodSource("cutoffs")
    void aReplayIsWhatTheEarlierMomentSawExceptForWeatherThatWouldHaveBeenForecast(FutureWeather mode, Instant cutoff) {
        Instant earlier = cutoff.minus(Duration.ofHours(30));
        MeterHistory history = history(1, mode);
        PointInTimeView replay = history.asOf(cutoff).replay(earlier);
        PointInTimeView then = history.asOf(earlier);

        for (int index = 0; index < (DAYS + 4) * 96; index++) {
            assertSame(replay.load(index), then.load(index));
            double forecast = history.forecastWeather(0, index, earlier.getEpochSecond());
            if (mode == FutureWeather.NONE || !Double.isNaN(forecast)) {
                assertSame(replay.weather(0, index), then.weather(0, index));
            }
        }
    }

    @Test
    void loadEndsWithTheLastIntervalThatEndedByTheCutoff() {
        TimeGrid grid = new TimeGrid(START, STEP, 4);
        MeterHistory history = new MeterHistory(
                METER,
                HolidayCalendar.none(),
                LoadSeries.ofArray(grid, new double[] {1, 2, 3, 4}),
                List.of(),
                List.of(),
                FutureWeather.NONE);

        PointInTimeView onRaster = history.asOf(grid.startOf(2));
        PointInTimeView within = history.asOf(grid.startOf(2).plusSeconds(899));

        for (PointInTimeView view : List.of(onRaster, within)) {
            assertThat(view.cutoffIndex()).isEqualTo(2);
            assertThat(view.load(1)).isEqualTo(2);
            assertThat(view.load(2)).isNaN();
            assertThat(view.load(-1)).isNaN();
            assertThat(view.meanLoad(0, 4)).isEqualTo(1.5);
        }
        assertThat(history.asOf(grid.end()).load(3)).isEqualTo(4);
    }

    @Test
    void theNewestForecastAvailableAtTheCutoffIsShown() {
        Instant target = START.plus(Duration.ofHours(20));
        MeterHistory history = new MeterHistory(
                METER,
                HolidayCalendar.none(),
                LoadSeries.builder(new TimeGrid(START, STEP, 96)).build(),
                List.of(),
                List.of(
                        new WeatherRun(START.plus(Duration.ofHours(12)), constant(target, 12)),
                        new WeatherRun(Instant.MIN, constant(target, 1)),
                        new WeatherRun(START.plus(Duration.ofHours(6)), constant(target, 6))),
                FutureWeather.FORECAST);
        int index = history.grid().indexOf(target);

        assertThat(history.asOf(START.plus(Duration.ofHours(5))).weather(0, index))
                .isEqualTo(1);
        assertThat(history.asOf(START.plus(Duration.ofHours(6))).weather(0, index))
                .isEqualTo(6);
        assertThat(history.asOf(START.plus(Duration.ofHours(11))).weather(0, index))
                .isEqualTo(6);
        assertThat(history.asOf(START.plus(Duration.ofHours(12))).weather(0, index))
                .isEqualTo(12);
    }

    private static WeatherTable constant(Instant from, double value) {
        return WeatherTable.builder("hourly")
                .set(from, "temperature_c", value)
                .set(from.plus(Duration.ofHours(1)), "temperature_c", value)
                .build();
    }

    @Test
    void measuredWeatherGoesBeforeForecasts() {
        MeterHistory history = history(3, FutureWeather.FORECAST);
        MeterHistory none = history(3, FutureWeather.ACTUAL);
        PointInTimeView view = history.asOf(START.plus(Duration.ofDays(8)));

        int shown = 0;
        for (int index = 0; index < 7 * 96; index += 4) {
            double measured = none.observedWeather(
                    0, index, START.plus(Duration.ofDays(8)).getEpochSecond());
            if (!Double.isNaN(measured)) {
                assertThat(view.weather(0, index)).isEqualTo(measured);
                shown++;
            }
        }
        assertThat(shown).isGreaterThan(150);
    }

    @Test
    void actualWeatherIsKnownAheadButLoadIsNot() {
        MeterHistory history = history(3, FutureWeather.ACTUAL);
        Instant cutoff = START.plus(Duration.ofDays(8)).plus(Duration.ofMinutes(30));
        PointInTimeView view = history.asOf(cutoff);
        PointInTimeView atTheEnd = history.asOf(START.plus(Duration.ofDays(30)));

        for (int index = 0; index < (DAYS + 4) * 96; index++) {
            assertSame(view.weather(0, index), atTheEnd.weather(0, index));
            assertSame(view.load(index), index < view.cutoffIndex() ? atTheEnd.load(index) : Double.NaN);
        }
    }

    @ParameterizedTest
    @EnumSource(FutureWeather.class)
    void aViewCannotBeReplayedLater(FutureWeather mode) {
        PointInTimeView view = history(1, mode).asOf(START.plus(Duration.ofDays(8)));

        assertThatThrownBy(() -> view.replay(view.cutoff().plusSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("later than the view's cutoff");
    }
}
