package org.loadcast.training.forecaster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.loadcast.features.forecast.Quantiles;
import org.loadcast.features.view.MeterHistory;

/** What every family of forecasters must do, on the load of a {@link SmallTown}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ForecasterContract {

    private static final Quantiles THREE = Quantiles.of(0.1, 0.5, 0.9);

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
        dayAhead = fit(SmallTown.HISTORY, SmallTown.DAY_AHEAD);
    }

    @Test
    void forecastsRiseOverTheQuantilesAndAreFinite() {
        double[][] forecast = forecast(dayAhead, SmallTown.HISTORY, SmallTown.DAY_AHEAD);

        assertThat(forecast).hasNumberOfRows(24);
        for (double[] row : forecast) {
            assertThat(row).hasSize(3).isSorted();
            assertThat(Arrays.stream(row)).allMatch(Double::isFinite);
        }
    }

    @Test
    void learnsTheRhythmOfTheDay() {
        double[][] forecast = forecast(dayAhead, SmallTown.HISTORY, SmallTown.DAY_AHEAD);

        double error = 0;
        double meanError = 0;
        int first = SmallTown.HISTORY.grid().indexOf(SmallTown.CUTOFF) + 12;
        double mean = IntStream.range(0, 24)
                .mapToDouble(i -> SmallTown.loadOf(first + i))
                .average()
                .orElseThrow();
        for (int row = 0; row < 24; row++) {
            error += Math.abs(forecast[row][1] - SmallTown.loadOf(first + row));
            meanError += Math.abs(mean - SmallTown.loadOf(first + row));
        }
        // Whoever knows nothing but tomorrow's mean must be beaten by half.
        assertThat(error).isLessThan(meanError / 2);
    }

    @Test
    void sameSeedGivesTheSameForecast() {
        double[][] once = forecast(dayAhead, SmallTown.HISTORY, SmallTown.DAY_AHEAD);
        double[][] again =
                forecast(fit(SmallTown.HISTORY, SmallTown.DAY_AHEAD), SmallTown.HISTORY, SmallTown.DAY_AHEAD);

        assertThat(again).isDeepEqualTo(once);
    }

    @Test
    void savedAndLoadedItForecastsTheSame(@TempDir Path directory) throws IOException {
        dayAhead.save(directory);

        FittedForecaster loaded = family().load(directory);

        assertThat(forecast(loaded, SmallTown.HISTORY, SmallTown.DAY_AHEAD))
                .isDeepEqualTo(forecast(dayAhead, SmallTown.HISTORY, SmallTown.DAY_AHEAD));
    }

    @Test
    void forecastsTheNextStepToo(@TempDir Path directory) throws IOException {
        FittedForecaster fitted = fit(SmallTown.HISTORY, SmallTown.NEXT_STEP);
        fitted.save(directory);

        double[][] forecast = forecast(family().load(directory), SmallTown.HISTORY, SmallTown.NEXT_STEP);

        assertThat(forecast).hasNumberOfRows(1).isDeepEqualTo(forecast(fitted, SmallTown.HISTORY, SmallTown.NEXT_STEP));
        assertThat(forecast[0]).isSorted();
    }

    @Test
    void nothingAfterTheCutoffReachesTheForecast() {
        SplittableRandom random = new SplittableRandom(99);
        MeterHistory poisoned = SmallTown.history(value -> random.nextDouble(-1e6, 1e6));

        double[][] clean = forecast(dayAhead, SmallTown.HISTORY, SmallTown.DAY_AHEAD);
        double[][] dirty = forecast(fit(poisoned, SmallTown.DAY_AHEAD), poisoned, SmallTown.DAY_AHEAD);

        assertThat(dirty).isDeepEqualTo(clean);
    }

    @Test
    void tooLittleHistoryIsAnError() {
        TrainingSet empty = new TrainingSet(
                SmallTown.HISTORY.asOf(SmallTown.CUTOFF),
                SmallTown.DAY_AHEAD,
                List.of(SmallTown.CUTOFF.minus(Duration.ofDays(3))));

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
        return forecaster().fit(SmallTown.trainingSet(history, window), options());
    }

    private static FitOptions options() {
        return new FitOptions(THREE, 1, Duration.ofMinutes(5), FitProgress.SILENT);
    }

    private static double[][] forecast(FittedForecaster fitted, MeterHistory history, LeadWindow window) {
        return fitted.forecast(new ForecastContext(history.asOf(SmallTown.CUTOFF), window.targetsAt(SmallTown.CUTOFF)));
    }
}
