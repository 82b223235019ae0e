package org.loadcast.training.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.loadcast.features.calendar.HolidayCalendar;
import org.loadcast.features.forecast.FutureWeather;
import org.loadcast.features.forecast.Quantiles;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.series.LoadSeries;
import org.loadcast.features.series.TimeGrid;
import org.loadcast.features.view.MeterHistory;
import org.loadcast.features.view.PointInTimeView;
import org.loadcast.training.calibration.Calibration.Scale;

/** A load of 10 kW with noise that is wider by day, and daily forecasts that say 10 kW. */
class CalibratorTest {

    private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
    private static final int DAYS = 110;
    private static final Duration MEMORY = Duration.ofDays(56);
    private static final Quantiles THREE = Quantiles.of(0.1, 0.5, 0.9);
    private static final Calibration PLAIN = new Calibration(Scale.SPREAD, 0, -Double.MAX_VALUE, Double.MAX_VALUE);

    private static int noiseWidth(int hour) {
        return hour % 24 >= 8 && hour % 24 < 20 ? 4 : 1;
    }

    private static MeterHistory noisy(double mean) {
        SplittableRandom random = new SplittableRandom(11);
        LoadSeries.Builder load = LoadSeries.builder(new TimeGrid(START, Duration.ofHours(1), 24 * DAYS));
        for (int hour = 0; hour < 24 * DAYS; hour++) {
            load.set(hour, mean + noiseWidth(hour) * random.nextDouble(-1, 1));
        }
        Meter meter = Meter.builder(MeterId.of("noisy")).build();
        return new MeterHistory(meter, HolidayCalendar.none(), load.build(), List.of(), List.of(), FutureWeather.NONE);
    }

    /** The members find every day as uncertain as it is. */
    private static PastForecast day(int day) {
        float[] median = new float[24];
        Arrays.fill(median, 10);
        float[] spread = new float[24];
        for (int hour = 0; hour < 24; hour++) {
            spread[hour] = noiseWidth(hour);
        }
        long midnight = START.plus(Duration.ofDays(day)).getEpochSecond();
        return new PastForecast(midnight, midnight, median, spread, spread);
    }

    /** One hour of day 80. */
    private static PastForecast hour(int hour, float median, float spread) {
        long midnight = START.plus(Duration.ofDays(80)).getEpochSecond();
        return new PastForecast(
                midnight, midnight + hour * 3600L, new float[] {median}, new float[] {spread}, new float[] {spread});
    }

    private static double[][] quantiles(Calibration calibration, MeterHistory history, int day) {
        PointInTimeView view = history.asOf(START.plus(Duration.ofDays(day)));
        List<PastForecast> past = new ArrayList<>();
        for (int earlier = Math.max(1, day - (int) MEMORY.toDays()); earlier < DAYS; earlier++) {
            past.add(day(earlier));
        }
        return new Calibrator(calibration, THREE, view, past).quantiles(day(day));
    }

    @ParameterizedTest
    @EnumSource(Scale.class)
    void theBandHoldsWhatItSays(Scale scale) {
        MeterHistory history = noisy(10);
        PointInTimeView outcome = history.asOf(history.grid().end());
        Calibration calibration = new Calibration(scale, 0, -Double.MAX_VALUE, Double.MAX_VALUE);

        int inside = 0;
        for (int day = 60; day < 100; day++) {
            double[][] forecast = quantiles(calibration, history, day);
            for (int hour = 0; hour < 24; hour++) {
                double load = outcome.load(24 * day + hour);
                inside += load >= forecast[hour][0] && load <= forecast[hour][2] ? 1 : 0;
            }
        }

        // 960 outcomes in a band of 80 %: the binomial's deviation is sqrt(0.8 x 0.2 / 960) = 1.3 %; four of them.
        assertThat(inside / 960.0).isCloseTo(0.8, within(0.052));
    }

    @Test
    void theBandIsWiderWhereTheLoadScattersMore() {
        double[][] forecast = quantiles(PLAIN, noisy(10), 80);

        double night = forecast[2][2] - forecast[2][0];
        double noon = forecast[13][2] - forecast[13][0];
        // Uniform noise of width 1 and 4: P10 and P90 lie 1.6 and 6.4 apart, up to the chance of 168 residuals.
        assertThat(night).isCloseTo(1.6, within(0.3));
        assertThat(noon).isCloseTo(6.4, within(1.2));
    }

    @Test
    void theBandFollowsWhatTheMembersSayOfTheDay() {
        // given: the members find tomorrow twice as uncertain as the days before
        MeterHistory history = noisy(10);
        PointInTimeView view = history.asOf(START.plus(Duration.ofDays(80)));
        List<PastForecast> past =
                IntStream.range(24, 80).mapToObj(CalibratorTest::day).toList();
        Calibration byBand = new Calibration(Scale.BAND, 0, -Double.MAX_VALUE, Double.MAX_VALUE);
        Calibrator calibrator = new Calibrator(byBand, THREE, view, past);

        double[] usual = calibrator.quantiles(hour(13, 10, 4))[0];
        double[] uncertain = calibrator.quantiles(hour(13, 10, 8))[0];

        assertThat(uncertain[2] - uncertain[0]).isCloseTo(2 * (usual[2] - usual[0]), within(1e-9));
    }

    @Test
    void aCalmWeekDoesNotNarrowTheBandAndAWildOneWidensIt() {
        MeterHistory history = noisy(10);
        LoadSeries.Builder calm = LoadSeries.builder(history.grid());
        LoadSeries.Builder wild = LoadSeries.builder(history.grid());
        PointInTimeView known = history.asOf(history.grid().end());
        for (int hour = 0; hour < 24 * DAYS; hour++) {
            boolean isNew = hour >= 24 * 70;
            calm.set(hour, isNew ? 10 : known.load(hour));
            wild.set(hour, isNew ? 10 + 2 * (known.load(hour) - 10) : known.load(hour));
        }

        double usual = widthAtNoon(history);

        // Ten days of 56 are zeros: P10 of the mixture is that of 0.1 / (46 / 56) = 0.122 among the others, 0.95 of the
        // width.
        // A band that followed the calm week down by a tenth would have 0.85 of it.
        assertThat(widthAtNoon(with(history, calm))).isBetween(0.9 * usual, usual);
        assertThat(widthAtNoon(with(history, wild))).isGreaterThan(1.3 * usual);
    }

    private static double widthAtNoon(MeterHistory history) {
        double[] noon = quantiles(PLAIN, history, 80)[12];
        return noon[2] - noon[0];
    }

    private static MeterHistory with(MeterHistory history, LoadSeries.Builder load) {
        return new MeterHistory(
                history.meter(), HolidayCalendar.none(), load.build(), List.of(), List.of(), FutureWeather.NONE);
    }

    @Test
    void quantilesNeverCross() {
        SplittableRandom random = new SplittableRandom(12);
        MeterHistory history = noisy(10);
        for (int trial = 0; trial < 50; trial++) {
            Scale scale = List.of(Scale.values()).get(random.nextInt(Scale.values().length));
            double lowest = random.nextDouble(5, 12);
            Calibration calibration =
                    new Calibration(scale, random.nextDouble(), lowest, lowest + random.nextDouble(4));

            for (double[] row : quantiles(calibration, history, 20 + random.nextInt(80))) {
                assertThat(row).isSorted();
            }
        }
    }

    @Test
    void aMeterThatOnlyConsumesHasNoQuantileBelowZero() {
        Calibration consumption = new Calibration(Scale.CONSTANT, 0, 0, Double.MAX_VALUE);
        MeterHistory history = noisy(10);
        PointInTimeView view = history.asOf(START.plus(Duration.ofDays(80)));
        List<PastForecast> past = new ArrayList<>();
        for (int day = 30; day < 80; day++) {
            past.add(day(day));
        }

        double[][] forecast = new Calibrator(consumption, THREE, view, past).quantiles(hour(13, 0.5f, 4));

        assertThat(forecast[0][0]).isZero();
        assertThat(forecast[0][1]).isEqualTo(0.5);
        assertThat(forecast[0][2]).isGreaterThan(0.5);
    }

    @Test
    void generationThatNeverScattersIsExactlyZeroAtNight() {
        double[][] forecast = new Calibrator(
                        PLAIN, THREE, noisy(10).asOf(START.plus(Duration.ofDays(80))), List.of(day(70), day(71)))
                .quantiles(hour(0, 0, 0));

        assertThat(forecast[0]).containsExactly(0, 0, 0);
    }

    @Test
    void tooFewResidualsLeaveTheMedianAlone() {
        // given: five neighbouring hours of two days are ten residuals
        List<PastForecast> past = List.of(day(70), day(71));

        double[][] forecast = new Calibrator(PLAIN, THREE, noisy(10).asOf(START.plus(Duration.ofDays(80))), past)
                .quantiles(hour(0, 10, 1));

        assertThat(forecast[0]).containsExactly(10, 10, 10);
    }

    @Test
    void halfOfALastingErrorIsTakenOff() {
        // given: the load is around 14 kW, the forecasts say 10
        Calibration half = new Calibration(Scale.CONSTANT, 0.5, -Double.MAX_VALUE, Double.MAX_VALUE);

        double[][] forecast = quantiles(half, noisy(14), 80);

        // The mean of 42 uniform residuals of width 1 is within four of its deviations, 4 x 0.577 / sqrt(42), half of
        // it.
        assertThat(forecast[2][1]).isCloseTo(12, within(0.18));
    }

    @Test
    void outcomesAfterTheCutoffAreNotUsed() {
        // given: the same past, and a cutoff after which the load is another one
        MeterHistory history = noisy(10);
        LoadSeries.Builder spoiled = LoadSeries.builder(history.grid());
        PointInTimeView known = history.asOf(START.plus(Duration.ofDays(80)));
        for (int hour = 0; hour < 24 * DAYS; hour++) {
            spoiled.set(hour, hour < 24 * 80 ? known.load(hour) : 1e6);
        }

        assertThat(quantiles(PLAIN, with(history, spoiled), 80)).isDeepEqualTo(quantiles(PLAIN, history, 80));
    }
}
