package org.loadcast.training.forecaster.neural;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.loadcast.features.forecast.FutureWeather;
import org.loadcast.features.view.MeterHistory;
import org.loadcast.training.forecaster.FittedForecaster;
import org.loadcast.training.forecaster.ForecastContext;
import org.loadcast.training.forecaster.QuickForecasters;
import org.loadcast.training.forecaster.TownHistory;

/** A trained network answers without native memory and from many threads; {@code benchmarks/inference.sh} asks 100,000 times. */
class PlainInferenceTest {

    private static final MeterHistory TOWN = TownHistory.history(FutureWeather.ACTUAL);
    private static final Instant CUTOFF =
            TownHistory.START.plus(Duration.ofDays(70)).plus(Duration.ofHours(11));

    @ParameterizedTest
    @EnumSource
    void thousandsOfForecastsOnManyThreadsAreAllTheSameAndTakeNoNativeMemory(Architecture architecture) {
        FittedForecaster fitted = fitted(architecture);
        double[][] expected = fitted.forecast(question());
        long nativeBytes = Pointer.totalBytes();

        long same = IntStream.range(0, 3000)
                .parallel()
                .mapToObj(i -> fitted.forecast(question()))
                .filter(forecast -> Arrays.deepEquals(forecast, expected))
                .count();

        assertThat(same).isEqualTo(3000);
        assertThat(Pointer.totalBytes()).isLessThanOrEqualTo(nativeBytes);
    }

    private static FittedForecaster fitted(Architecture architecture) {
        return QuickForecasters.fit(architecture.family(), TOWN, CUTOFF, TownHistory.DAY_AHEAD);
    }

    private static ForecastContext question() {
        return ForecastContext.of(TOWN.asOf(CUTOFF), TownHistory.DAY_AHEAD);
    }
}
