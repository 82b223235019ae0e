package org.loadcast.training.forecaster.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.loadcast.features.forecast.FutureWeather;
import org.loadcast.features.forecast.Quantiles;
import org.loadcast.features.view.MeterHistory;
import org.loadcast.training.forecaster.FitOptions;
import org.loadcast.training.forecaster.FitProgress;
import org.loadcast.training.forecaster.ForecastContext;
import org.loadcast.training.forecaster.TownHistory;
import org.loadcast.training.forecaster.TrainingSet;

class NeuralForecasterTest {

    private static final MeterHistory TOWN = TownHistory.history(FutureWeather.ACTUAL);
    private static final Instant CUTOFF =
            TownHistory.START.plus(Duration.ofDays(69)).plus(Duration.ofHours(11));
    private static final Map<String, String> SMALL = Map.of("hidden", "16-8", "members", "1", "epochs", "5");

    @Test
    void networksThatLearnAtTheSameTimeDoNotDisturbEachOther() {
        double[][] alone = fittedForecast(1);

        List<double[][]> together = IntStream.range(0, 8)
                .parallel()
                .mapToObj(i -> fittedForecast(i % 2 == 0 ? 1 : i))
                .toList();

        assertThat(together.get(0)).isDeepEqualTo(alone);
        assertThat(together.get(4)).isDeepEqualTo(alone);
        assertThat(together.get(6)).isDeepEqualTo(alone);
    }

    @Test
    void aSpentBudgetEndsEveryTrainingAfterItsFirstEpoch() {
        List<String> steps = new ArrayList<>();

        forecaster().fit(set(), options(1, Duration.ZERO, (what, done, of) -> steps.add(done + "/" + of)));

        // One epoch to find the number of epochs, which is then 1, and one on everything.
        assertThat(steps).containsExactly("1/5", "1/1");
    }

    @Test
    void progressTellsTheLossOfEveryEpoch() {
        List<String> steps = new ArrayList<>();

        forecaster().fit(set(), options(1, Duration.ofMinutes(1), (what, done, of) -> steps.add(what)));

        assertThat(steps).hasSizeBetween(6, 10).allMatch(what -> what.matches("mlp epoch loss \\d+\\.\\d{4}"));
    }

    @Test
    void aValueThatCannotBeIsRefused() {
        assertThatThrownBy(() -> NetworkSettings.of(Architecture.MLP, Map.of("dropout", "1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("dropout")
                .hasMessageContaining("less than 1");
    }

    private static double[][] fittedForecast(long seed) {
        return forecaster()
                .fit(set(), options(seed, Duration.ofMinutes(1), FitProgress.SILENT))
                .forecast(ForecastContext.of(TOWN.asOf(CUTOFF), TownHistory.DAY_AHEAD));
    }

    private static NeuralForecaster forecaster() {
        return new NeuralForecaster(Architecture.MLP, NetworkSettings.of(Architecture.MLP, SMALL));
    }

    private static FitOptions options(long seed, Duration budget, FitProgress progress) {
        return new FitOptions(Quantiles.of(0.1, 0.5, 0.9), seed, budget, progress);
    }

    private static TrainingSet set() {
        List<Instant> cutoffs = IntStream.rangeClosed(10, 68)
                .mapToObj(day -> CUTOFF.minus(Duration.ofDays(69 - day)))
                .toList();
        return new TrainingSet(TOWN.asOf(CUTOFF), TownHistory.DAY_AHEAD, cutoffs);
    }
}
