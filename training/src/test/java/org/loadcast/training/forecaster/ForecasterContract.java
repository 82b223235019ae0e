package org.loadcast.training.forecaster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.loadcast.features.forecast.FutureWeather;
import org.loadcast.features.forecast.Quantiles;
import org.loadcast.features.series.TimeGrid;
import org.loadcast.features.view.MeterHistory;
import org.loadcast.features.view.PointInTimeView;

/**
 * What every family that learns must do, on the load of a small town; {@link PoisonTest} holds that none of them sees the
 * future.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ForecasterContract {

    private static final Quantiles THREE = Quantiles.of(0.1, 0.5, 0.9);
    private static final MeterHistory TOWN = TownHistory.history(FutureWeather.ACTUAL);
    private static final Instant CUTOFF =
            TownHistory.START.plus(Duration.ofDays(69)).plus(Duration.ofHours(11));

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
        dayAhead = fit(TownHistory.DAY_AHEAD);
    }

    @Test
    void forecastsRiseOverTheQuantilesAndAreFinite() {
        double[][] forecast = forecast(dayAhead, TownHistory.DAY_AHEAD);

        assertThat(forecast).hasNumberOfRows(24);
        for (double[] row : forecast) {
            assertThat(row).hasSize(3).isSorted();
            assertThat(Arrays.stream(row)).allMatch(Double::isFinite);
        }
    }

    @Test
    void learnsTheRhythmOfTheDay() {
        double[][] forecast = forecast(dayAhead, TownHistory.DAY_AHEAD);

        double error = 0;
        double meanError = 0;
        int first = TOWN.grid().indexOf(CUTOFF) + 12;
        double mean = IntStream.range(0, 24)
                .mapToDouble(i -> TownHistory.loadOf(first + i))
                .average()
                .orElseThrow();
        for (int row = 0; row < 24; row++) {
            error += Math.abs(forecast[row][1] - TownHistory.loadOf(first + row));
            meanError += Math.abs(mean - TownHistory.loadOf(first + row));
        }
        // Whoever knows nothing but tomorrow's mean must be beaten by half.
        assertThat(error).isLessThan(meanError / 2);
    }

    @Test
    void sameSeedGivesTheSameForecast() {
        double[][] once = forecast(dayAhead, TownHistory.DAY_AHEAD);
        double[][] again = forecast(fit(TownHistory.DAY_AHEAD), TownHistory.DAY_AHEAD);

        assertThat(again).isDeepEqualTo(once);
    }

    @Test
    void savedAndLoadedItForecastsTheSame(@TempDir Path directory) throws IOException {
        dayAhead.save(directory);

        FittedForecaster loaded = family().load(directory);

        assertThat(forecast(loaded, TownHistory.DAY_AHEAD)).isDeepEqualTo(forecast(dayAhead, TownHistory.DAY_AHEAD));
    }

    @Test
    void forecastsTheNextStepToo(@TempDir Path directory) throws IOException {
        FittedForecaster fitted = fit(TownHistory.NEXT_STEP);
        fitted.save(directory);

        double[][] forecast = forecast(family().load(directory), TownHistory.NEXT_STEP);

        assertThat(forecast).hasNumberOfRows(1).isDeepEqualTo(forecast(fitted, TownHistory.NEXT_STEP));
        assertThat(forecast[0]).isSorted();
    }

    @Test
    void aModelOfTheDayAnswersForOneStepAsForOneOfMany() {
        PointInTimeView view = TOWN.asOf(CUTOFF);
        TimeGrid day = new TimeGrid(CUTOFF, view.step(), 24);

        double[][] forecast = dayAhead.forecast(new ForecastContext(view, day.slice(0, 1)));

        double[] among = dayAhead.forecast(new ForecastContext(view, day))[0];
        for (int level = 0; level < among.length; level++) {
            assertThat(forecast[0][level]).isCloseTo(among[level], within(sayOfNeighbours() * among[level]));
        }
    }

    /** By which share of a target's forecast the targets beside it may change it. */
    protected double sayOfNeighbours() {
        return 0;
    }

    @Test
    void tooLittleHistoryIsAnError() {
        TrainingSet empty =
                new TrainingSet(TOWN.asOf(CUTOFF), TownHistory.DAY_AHEAD, List.of(CUTOFF.minus(Duration.ofDays(3))));

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
        return QuickForecasters.family(family);
    }

    private Forecaster forecaster() {
        return family().forecaster(parameters);
    }

    private FittedForecaster fit(LeadWindow window) {
        List<Instant> cutoffs = IntStream.rangeClosed(10, 70)
                .mapToObj(day -> TownHistory.START.plus(Duration.ofDays(day)).plus(Duration.ofHours(11)))
                .flatMap(cutoff -> IntStream.range(0, window.isNear() ? 4 : 1)
                        .mapToObj(i -> cutoff.plus(Duration.ofHours(5L * i))))
                .toList();
        return forecaster().fit(new TrainingSet(TOWN.asOf(CUTOFF), window, cutoffs), options());
    }

    private static FitOptions options() {
        return new FitOptions(THREE, 1, Duration.ofMinutes(5), FitProgress.SILENT);
    }

    private static double[][] forecast(FittedForecaster fitted, LeadWindow window) {
        return fitted.forecast(ForecastContext.of(TOWN.asOf(CUTOFF), window));
    }
}
