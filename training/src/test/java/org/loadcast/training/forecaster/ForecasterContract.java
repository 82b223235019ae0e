package org.loadcast.training.forecaster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.loadcast.features.calendar.HolidayCalendar;
import org.loadcast.features.forecast.FutureWeather;
import org.loadcast.features.forecast.Quantiles;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.series.LoadSeries;
import org.loadcast.features.series.TimeGrid;
import org.loadcast.features.view.MeterHistory;
import org.loadcast.features.weather.WeatherTable;

/**
 * What every family of forecasters must do, on a small town that heats: hourly load with a daily and a weekly rhythm,
 * driven by a temperature that is known ahead.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ForecasterContract {

    private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
    private static final int HOURS = 24 * 80;
    private static final Instant CUTOFF = START.plus(Duration.ofDays(72)).plus(Duration.ofHours(12));
    private static final LeadWindow DAY_AHEAD = new LeadWindow(Duration.ofHours(12), Duration.ofHours(1), 24);
    private static final LeadWindow NEXT_STEP = new LeadWindow(Duration.ZERO, Duration.ofHours(1), 1);
    private static final Quantiles THREE = Quantiles.of(0.1, 0.5, 0.9);
    private static final MeterHistory TOWN = town(value -> value);

    private final String family;
    private final Map<String, String> parameters;

    @SuppressWarnings("NullAway.Init") // set before the first test
    private FittedForecaster dayAhead;

    /** The contract of {@code family}, with parameters that make it quick. */
    protected ForecasterContract(String family, Map<String, String> parameters) {
        this.family = family;
        this.parameters = parameters;
    }

    @BeforeAll
    void fitOnce() {
        dayAhead = fit(TOWN, DAY_AHEAD);
    }

    @Test
    void forecastsRiseOverTheQuantilesAndAreFinite() {
        double[][] forecast = forecast(dayAhead, TOWN, DAY_AHEAD);

        assertThat(forecast).hasNumberOfRows(24);
        for (double[] row : forecast) {
            assertThat(row).hasSize(3).isSorted();
            assertThat(Arrays.stream(row)).allMatch(Double::isFinite);
        }
    }

    @Test
    void learnsTheRhythmOfTheDay() {
        double[][] forecast = forecast(dayAhead, TOWN, DAY_AHEAD);

        double error = 0;
        double meanError = 0;
        int first = TOWN.grid().indexOf(CUTOFF) + 12;
        double mean = IntStream.range(0, 24)
                .mapToDouble(i -> loadOf(first + i))
                .average()
                .orElseThrow();
        for (int row = 0; row < 24; row++) {
            error += Math.abs(forecast[row][1] - loadOf(first + row));
            meanError += Math.abs(mean - loadOf(first + row));
        }
        // Whoever knows nothing but tomorrow's mean must be beaten by half.
        assertThat(error).isLessThan(meanError / 2);
    }

    @Test
    void sameSeedGivesTheSameForecast() {
        double[][] once = forecast(dayAhead, TOWN, DAY_AHEAD);
        double[][] again = forecast(fit(TOWN, DAY_AHEAD), TOWN, DAY_AHEAD);

        assertThat(again).isDeepEqualTo(once);
    }

    @Test
    void savedAndLoadedItForecastsTheSame(@TempDir Path directory) throws IOException {
        dayAhead.save(directory);

        FittedForecaster loaded = family().load(directory);

        assertThat(forecast(loaded, TOWN, DAY_AHEAD)).isDeepEqualTo(forecast(dayAhead, TOWN, DAY_AHEAD));
    }

    @Test
    void forecastsTheNextStepToo(@TempDir Path directory) throws IOException {
        FittedForecaster fitted = fit(TOWN, NEXT_STEP);
        fitted.save(directory);

        double[][] forecast = forecast(family().load(directory), TOWN, NEXT_STEP);

        assertThat(forecast).hasNumberOfRows(1).isDeepEqualTo(forecast(fitted, TOWN, NEXT_STEP));
        assertThat(forecast[0]).isSorted();
    }

    @Test
    void nothingAfterTheCutoffReachesTheForecast() {
        SplittableRandom random = new SplittableRandom(99);
        MeterHistory poisoned = town(value -> random.nextDouble(-1e6, 1e6));

        double[][] clean = forecast(dayAhead, TOWN, DAY_AHEAD);
        double[][] dirty = forecast(fit(poisoned, DAY_AHEAD), poisoned, DAY_AHEAD);

        assertThat(dirty).isDeepEqualTo(clean);
    }

    @Test
    void tooLittleHistoryIsAnError() {
        TrainingSet empty = new TrainingSet(TOWN.asOf(CUTOFF), DAY_AHEAD, List.of(CUTOFF.minus(Duration.ofDays(3))));

        assertThatThrownBy(() -> forecaster().fit(empty, options()))
                .isInstanceOf(TooLittleHistoryException.class)
                .hasMessageContaining("town");
    }

    @Test
    void anUnknownParameterIsRefused() {
        assertThatThrownBy(() -> family().forecaster(Map.of("colour", "blue")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("colour");
    }

    @Test
    void aDirectoryWithoutAModelIsAnError(@TempDir Path directory) {
        assertThatThrownBy(() -> family().load(directory)).isInstanceOf(IOException.class);
    }

    private ForecasterFamily family() {
        return ServiceLoader.load(ForecasterFamily.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(candidate -> candidate.name().equals(family))
                .findFirst()
                .orElseThrow();
    }

    private Forecaster forecaster() {
        return family().forecaster(parameters);
    }

    private FittedForecaster fit(MeterHistory history, LeadWindow window) {
        List<Instant> cutoffs = IntStream.rangeClosed(10, 72)
                .mapToObj(day -> START.plus(Duration.ofDays(day)).plus(Duration.ofHours(12)))
                .flatMap(cutoff -> window.isNextStep()
                        ? IntStream.range(0, 3).mapToObj(i -> cutoff.plus(Duration.ofHours(7L * i)))
                        : List.of(cutoff).stream())
                .toList();
        return forecaster().fit(new TrainingSet(history.asOf(CUTOFF), window, cutoffs), options());
    }

    private static FitOptions options() {
        return new FitOptions(THREE, 1, Duration.ofMinutes(5), FitProgress.SILENT);
    }

    private static double[][] forecast(FittedForecaster fitted, MeterHistory history, LeadWindow window) {
        return fitted.forecast(new ForecastContext(history.asOf(CUTOFF), window.targetsAt(CUTOFF)));
    }

    /** The town's history; {@code later} replaces what no one knew at the cutoff. */
    private static MeterHistory town(DoubleUnaryOperator later) {
        TimeGrid grid = new TimeGrid(START, Duration.ofHours(1), HOURS);
        LoadSeries.Builder load = LoadSeries.builder(grid);
        WeatherTable.Builder weather = WeatherTable.builder("airport");
        int cutoff = grid.indexOf(CUTOFF);
        for (int i = 0; i < HOURS; i++) {
            double known = loadOf(i);
            load.set(i, i < cutoff ? known : later.applyAsDouble(known));
            double temperature = temperatureOf(i);
            weather.set(grid.startOf(i), "temperature_c", i < cutoff ? temperature : later.applyAsDouble(temperature));
        }
        Meter meter = Meter.builder(MeterId.of("town")).category("feeder").build();
        return new MeterHistory(
                meter, HolidayCalendar.none(), load.build(), List.of(weather.build()), List.of(), FutureWeather.NONE);
    }

    private static double loadOf(int hour) {
        double day = 1 + 0.5 * Math.sin(2 * Math.PI * (hour % 24 - 8) / 24);
        double weekend = hour / 24 % 7 >= 5 ? 0.8 : 1;
        double noise = new SplittableRandom(hour).nextDouble(-2, 2);
        return 100 * day * weekend + 2 * (15 - temperatureOf(hour)) + noise;
    }

    private static double temperatureOf(int hour) {
        return 8
                + 4 * Math.sin(2 * Math.PI * (hour - 100) / (24 * 11))
                + 3 * Math.sin(2 * Math.PI * (hour % 24 - 9) / 24);
    }
}
