package org.loadcast.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.loadcast.features.calendar.HolidayCalendar;
import org.loadcast.features.forecast.FutureWeather;
import org.loadcast.features.forecast.Horizon;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.series.LoadSeries;
import org.loadcast.features.series.TimeGrid;
import org.loadcast.features.view.MeterHistory;
import org.loadcast.training.blend.Effort;
import org.loadcast.training.blend.Families;
import org.loadcast.training.forecaster.FitProgress;
import org.loadcast.training.forecaster.FittedForecaster;
import org.loadcast.training.forecaster.ForecastContext;
import org.loadcast.training.forecaster.LeadWindow;
import org.loadcast.training.forecaster.TooLittleHistoryException;
import org.loadcast.training.registry.ModelKey;
import org.loadcast.training.registry.ModelRegistry;
import org.loadcast.training.registry.PromotionRule;

class GroupTrainingTest {

    private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
    private static final int DAYS = 60;
    private static final Instant END = START.plus(Duration.ofDays(DAYS));

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"boosting-global", "mlp-global"})
    void aMeterWithThreeDaysOfHistoryIsForecastFromItsGroup(String family) {
        // given: shops of five sizes, and a model of their group
        ModelRegistry registry = ModelRegistry.open(directory);
        List<MeterHistory> shops = IntStream.rangeClosed(1, 5)
                .mapToObj(i -> shop("shop-" + i, 0, 7.0 * i))
                .toList();
        GroupTraining.Outcome outcome = training(registry)
                .train("shops", shops, request(family), FitProgress.SILENT)
                .get(0);

        // when: a shop of another size is three days old
        MeterHistory young = shop("young", DAYS - 3, 100);
        FittedForecaster model = registry.load(
                registry.champion(ModelKey.ofGroup("shops", Horizon.DAY_AHEAD)).orElseThrow());
        LeadWindow day = new LeadWindow(Duration.ZERO, Duration.ofHours(1), 24);
        double[][] forecast = model.forecast(ForecastContext.of(young.asOf(END), day));

        // then: it errs far less than the mean of the day would, and its quantiles rise
        assertThat(outcome.decision().promote()).isTrue();
        assertThat(outcome.meters()).isEqualTo(5);
        double error = 0;
        double errorOfMean = 0;
        for (int hour = 0; hour < 24; hour++) {
            double real = 100 * shape(DAYS * 24 + hour);
            error += Math.abs(forecast[hour][4] - real);
            errorOfMean += Math.abs(100 - real);
            assertThat(forecast[hour]).isSorted();
        }
        assertThat(error).isLessThan(errorOfMean / 3);
    }

    @Test
    void aGroupWithoutReadingsIsAnError() {
        assertThatThrownBy(() -> training(ModelRegistry.open(directory))
                        .train("shops", List.of(), request("boosting-global"), FitProgress.SILENT))
                .isInstanceOf(TooLittleHistoryException.class)
                .hasMessageContaining("shops");
    }

    private static GroupTraining training(ModelRegistry registry) {
        return new GroupTraining(registry, Families.installed(), PromotionRule.ANY_IMPROVEMENT);
    }

    @Test
    void theBetterOfTwoFamiliesServes() {
        ModelRegistry registry = ModelRegistry.open(directory);
        List<MeterHistory> shops = IntStream.rangeClosed(1, 3)
                .mapToObj(i -> shop("shop-" + i, 0, 7.0 * i))
                .toList();

        List<GroupTraining.Outcome> outcomes =
                training(registry).train("shops", shops, request("mlp-global", "boosting-global"), FitProgress.SILENT);

        GroupTraining.Outcome best = outcomes.stream()
                .min(Comparator.comparingDouble(outcome ->
                        outcome.version().evaluation().model().get("wape").orElseThrow()))
                .orElseThrow();
        assertThat(outcomes).hasSize(2);
        assertThat(registry.championId(ModelKey.ofGroup("shops", Horizon.DAY_AHEAD)))
                .contains(best.version().id());
    }

    @Test
    void aFamilyOfSingleMetersIsRefused() {
        assertThatThrownBy(() -> training(ModelRegistry.open(directory))
                        .train("shops", List.of(), request("linear"), FitProgress.SILENT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Family linear learns from one meter")
                .hasMessageContaining("boosting-global");
    }

    private static TrainingRequest request(String... families) {
        return new TrainingRequest(Horizon.DAY_AHEAD, END, Set.of(families), Effort.STANDARD, 1);
    }

    /** A shop whose history starts on day {@code firstDay}. */
    private static MeterHistory shop(String id, int firstDay, double size) {
        SplittableRandom noise = new SplittableRandom(id.hashCode());
        int hours = 24 * (DAYS - firstDay);
        LoadSeries.Builder load =
                LoadSeries.builder(new TimeGrid(START.plus(Duration.ofDays(firstDay)), Duration.ofHours(1), hours));
        for (int hour = 0; hour < hours; hour++) {
            load.set(hour, size * (shape(24 * firstDay + hour) + noise.nextDouble(-0.15, 0.15)));
        }
        return new MeterHistory(
                Meter.builder(MeterId.of(id)).build(),
                HolidayCalendar.none(),
                load.build(),
                List.of(),
                List.of(),
                FutureWeather.NONE);
    }

    /** Open in the middle of the day. */
    private static double shape(int hour) {
        return 1 - 0.8 * Math.cos(2 * Math.PI * (hour % 24) / 24);
    }
}
