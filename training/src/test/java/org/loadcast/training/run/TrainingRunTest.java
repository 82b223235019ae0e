package org.loadcast.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.loadcast.features.forecast.FutureWeather;
import org.loadcast.features.forecast.Horizon;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.view.MeterHistory;
import org.loadcast.training.blend.Effort;
import org.loadcast.training.blend.Families;
import org.loadcast.training.forecaster.FitProgress;
import org.loadcast.training.forecaster.FittedForecaster;
import org.loadcast.training.forecaster.Forecaster;
import org.loadcast.training.forecaster.ForecasterFamily;
import org.loadcast.training.forecaster.LeadWindow;
import org.loadcast.training.forecaster.QuickForecasters;
import org.loadcast.training.forecaster.TooLittleHistoryException;
import org.loadcast.training.forecaster.TownHistory;
import org.loadcast.training.forecaster.TownHistory.Later;
import org.loadcast.training.registry.Evaluation;
import org.loadcast.training.registry.ModelKey;
import org.loadcast.training.registry.ModelRegistry;
import org.loadcast.training.registry.ModelVersion;
import org.loadcast.training.registry.PromotionRule;

/** Trainings of a small town, with families that need no time. */
class TrainingRunTest {

    private static final MeterHistory TOWN = TownHistory.history(FutureWeather.NONE);
    private static final Instant UNTIL = TownHistory.START.plus(Duration.ofDays(75));
    private static final ModelKey KEY = ModelKey.ofMeter(MeterId.of("town"), Horizon.DAY_AHEAD);

    @TempDir
    private Path directory;

    @SuppressWarnings("NullAway.Init") // set before every test
    private ModelRegistry registry;

    @BeforeEach
    void openRegistry() {
        registry = ModelRegistry.open(directory);
    }

    private TrainingOutcome train(MeterHistory history, Instant until, String family) {
        return new TrainingRun(registry, Families.installed(), PromotionRule.ANY_IMPROVEMENT)
                .train(history, request(until, family), FitProgress.SILENT);
    }

    private static TrainingRequest request(Instant until, String family) {
        return new TrainingRequest(Horizon.DAY_AHEAD, until, Set.of(family), Effort.QUICK, 7);
    }

    @Test
    void aModelThatBeatsTheNaiveIsRegisteredAndServes() {
        TrainingOutcome outcome = train(TOWN, UNTIL, "profile");

        assertThat(outcome.decision().promote()).isTrue();
        assertThat(registry.champion(KEY)).contains(outcome.version());
        assertThat(outcome.weights()).containsOnlyKeys("profile");
        assertThat(outcome.leaderboard().stream().map(TrainingOutcome.Line::family))
                .containsExactlyInAnyOrder("blend", "profile", Evaluation.SEASONAL_NAIVE);
        assertThat(outcome.version().provenance().trainedUntil()).isEqualTo(UNTIL);
        assertThat(outcome.version().provenance().seed()).isEqualTo(7);
        // Fourteen days are held back, and both are scored on the same rows of them.
        assertThat(outcome.version().evaluation().window().from()).isEqualTo(UNTIL.minus(Duration.ofDays(14)));
        assertThat(outcome.version().evaluation().rival(Evaluation.SEASONAL_NAIVE))
                .isPresent();
    }

    @Test
    void aWorseChallengerIsRegisteredButDoesNotServe() {
        ModelVersion champion = train(TOWN, UNTIL, "profile").version();

        TrainingOutcome worse = train(TOWN, UNTIL, "persistence");

        assertThat(worse.decision().promote()).isFalse();
        assertThat(worse.decision().reasons()).anyMatch(reason -> reason.contains("not below"));
        assertThat(registry.find(worse.version().id())).isPresent();
        assertThat(registry.champion(KEY)).contains(champion);
    }

    @Test
    void theChampionIsJudgedOnDaysThatItHasNotSeenEither() {
        Instant aWeekAgo = UNTIL.minus(Duration.ofDays(7));
        ModelVersion champion = train(TOWN, aWeekAgo, "profile").version();

        TrainingOutcome challenger = train(TOWN, UNTIL, "profile");

        Evaluation evaluation = challenger.version().evaluation();
        assertThat(evaluation.window().from()).isEqualTo(aWeekAgo);
        assertThat(evaluation.rival(champion.id())).isPresent();
    }

    @Test
    void whatCameAfterTheEndOfTheTrainingIsNotInTheModel() {
        MeterHistory spoiled = TownHistory.history(FutureWeather.NONE, UNTIL, Later.GARBAGE);

        FittedForecaster clean = registry.load(train(TOWN, UNTIL, "similar-day").version());
        FittedForecaster blind =
                registry.load(train(spoiled, UNTIL, "similar-day").version());

        LeadWindow window = TrainingRun.window(Horizon.DAY_AHEAD, Duration.ofHours(1));
        Instant later = UNTIL.plus(Duration.ofDays(2));
        assertThat(QuickForecasters.forecast(blind, TOWN, later, window))
                .isDeepEqualTo(QuickForecasters.forecast(clean, TOWN, later, window));
    }

    @Test
    void aTrainingThatFailsLeavesTheOldChampion() {
        ModelVersion champion = train(TOWN, UNTIL, "profile").version();
        TrainingRun broken = new TrainingRun(
                registry,
                new Families(List.of(new Broken("profile"), new Broken(Evaluation.SEASONAL_NAIVE))),
                PromotionRule.ANY_IMPROVEMENT);

        assertThatThrownBy(() -> broken.train(TOWN, request(UNTIL, "profile"), FitProgress.SILENT))
                .hasStackTraceContaining("out of order");

        assertThat(registry.champion(KEY)).contains(champion);
        assertThat(registry.list()).containsExactly(champion);
        assertThat(registry.verify()).isEmpty();
    }

    private record Broken(String name) implements ForecasterFamily {

        @Override
        public Forecaster forecaster(Map<String, String> parameters) {
            return (set, options) -> {
                throw new IllegalStateException(name + " is out of order");
            };
        }

        @Override
        public FittedForecaster load(Path model) {
            throw new IllegalStateException(name + " is out of order");
        }
    }

    @Test
    void tooLittleHistoryIsAClearError() {
        Instant early = TownHistory.START.plus(Duration.ofDays(6));

        assertThatThrownBy(() -> train(TOWN, early, "profile"))
                .isInstanceOf(TooLittleHistoryException.class)
                .hasMessageContaining("Meter town has 6 days of history");
        assertThatThrownBy(() -> train(TOWN, TownHistory.START.plus(Duration.ofDays(13)), "profile"))
                .isInstanceOf(TooLittleHistoryException.class)
                .hasMessageContaining("town");
        assertThat(registry.list()).isEmpty();
    }

    @Test
    void aFamilyThatIsNotInstalledIsRefused() {
        assertThatThrownBy(() -> train(TOWN, UNTIL, "oracle"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'oracle' is not installed");
    }

    @Test
    void onlyTheTwoHorizonsAreTrained() {
        assertThatThrownBy(() -> new TrainingRequest(Horizon.parse("PT6H"), UNTIL, Set.of(), Effort.QUICK, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT6H");
    }

    @Test
    void progressGoesFromTheFirstStageToTheLast() {
        List<String> stages = new ArrayList<>();

        new TrainingRun(registry, Families.installed(), PromotionRule.ANY_IMPROVEMENT)
                .train(TOWN, request(UNTIL, "profile"), (what, done, of) -> {
                    synchronized (stages) {
                        stages.add(what + " " + done + "/" + of);
                    }
                });

        assertThat(stages.get(0)).isEqualTo("town day-ahead: validating members 0/3");
        assertThat(stages.get(stages.size() - 1))
                .startsWith("town day-ahead: registered town-")
                .endsWith("3/3");
    }

    @Test
    void theRegistryOfAnotherProcessSeesTheChampion() {
        ModelVersion version = train(TOWN, UNTIL, "profile").version();

        Optional<ModelVersion> seen = ModelRegistry.open(
                        directory,
                        QuickForecasters.families()
                                .filter(name -> !name.contains("/"))
                                .map(QuickForecasters::family)
                                .toList(),
                        Clock.systemUTC())
                .champion(KEY);

        assertThat(seen).contains(version);
    }
}
