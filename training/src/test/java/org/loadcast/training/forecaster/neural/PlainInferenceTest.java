package org.loadcast.training.forecaster.neural;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.loadcast.features.forecast.Quantiles;
import org.loadcast.training.forecaster.FitOptions;
import org.loadcast.training.forecaster.FitProgress;
import org.loadcast.training.forecaster.FittedForecaster;
import org.loadcast.training.forecaster.ForecastContext;
import org.loadcast.training.forecaster.SmallTown;

/** A trained network answers without native memory and from many threads; {@code benchmarks/inference.sh} asks 100,000 times. */
class PlainInferenceTest {

    @ParameterizedTest
    @EnumSource
    void thousandsOfForecastsOnManyThreadsAreAllTheSameAndTakeNoNativeMemory(Architecture architecture) {
        FittedForecaster fitted = fitted(architecture);
        double[][] expected = fitted.forecast(question());
        long nativeBytes = Pointer.totalBytes();

        long same = IntStream.range(0, 3000)
                .parallel()
                .mapToObj(i -> fitted.forecast(question()))
                .filter(forecast -> java.util.Arrays.deepEquals(forecast, expected))
                .count();

        assertThat(same).isEqualTo(3000);
        assertThat(Pointer.totalBytes()).isLessThanOrEqualTo(nativeBytes);
    }

    private static FittedForecaster fitted(Architecture architecture) {
        Map<String, String> quick = Map.of(
                "hidden", "8", "filters", "4", "past_days", "1", "epochs", "1", "validation", "0", "members", "1");
        return new NeuralForecaster(architecture, NetworkSettings.of(architecture, quick))
                .fit(
                        SmallTown.trainingSet(SmallTown.HISTORY, SmallTown.DAY_AHEAD),
                        new FitOptions(Quantiles.of(0.1, 0.5, 0.9), 1, Duration.ofMinutes(1), FitProgress.SILENT));
    }

    private static ForecastContext question() {
        return new ForecastContext(
                SmallTown.HISTORY.asOf(SmallTown.CUTOFF), SmallTown.DAY_AHEAD.targetsAt(SmallTown.CUTOFF));
    }
}
