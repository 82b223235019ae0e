package org.loadcast.serving.retrain;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.loadcast.training.registry.Evaluation;
import org.loadcast.training.registry.ModelRegistry;
import org.loadcast.training.registry.ModelVersion;
import org.loadcast.training.registry.PromotionRule;
import org.loadcast.training.registry.RegistryException;

/** Decides what a freshly trained challenger does. */
public final class Appointments {

    private final ModelRegistry models;
    private final TrialStore trials;
    private final Duration trialLength;
    private final Clock clock;

    /** @param trialLength how long a challenger is compared with the champion; zero for no trial at all */
    public Appointments(ModelRegistry models, TrialStore trials, Duration trialLength, Clock clock) {
        this.models = models;
        this.trials = trials;
        this.trialLength = trialLength;
        this.clock = clock;
    }

    /**
     * Lets the challenger serve when it was better on unseen days; where a trial is asked for and a champion serves, the trial
     * decides instead.
     */
    JobResult appoint(JobRequest request, String meter, String horizon, String model) {
        ModelVersion version = models.find(model)
                .orElseThrow(() -> new RegistryException(
                        "Model " + model + " was trained but is not in the registry. Train it again."));
        Optional<String> champion = models.championId(version.key());
        if (request.trial() && champion.isPresent() && !trialLength.isZero()) {
            return tryOut(version, meter, horizon, champion.get());
        }
        PromotionRule.Decision decision = models.promoteIfBetter(version, PromotionRule.ANY_IMPROVEMENT);
        return new JobResult(
                meter,
                horizon,
                Optional.of(model),
                decision.promote() ? JobResult.Outcome.PROMOTED : JobResult.Outcome.KEPT,
                String.join(" ", decision.reasons()));
    }

    private JobResult tryOut(ModelVersion version, String meter, String horizon, String champion) {
        Evaluation evaluation = version.evaluation();
        double naive = evaluation
                .rival(Evaluation.SEASONAL_NAIVE)
                .map(figures -> figures.maeKw())
                .orElse(Double.POSITIVE_INFINITY);
        if (evaluation.model().maeKw() >= naive) {
            return new JobResult(
                    meter,
                    horizon,
                    Optional.of(version.id()),
                    JobResult.Outcome.KEPT,
                    "Not better than the seasonal naive on unseen days.");
        }
        Instant now = clock.instant();
        Trial trial = new Trial(meter, horizon, version.id(), now, now.plus(trialLength));
        trials.put(trial);
        return new JobResult(
                meter,
                horizon,
                Optional.of(version.id()),
                JobResult.Outcome.ON_TRIAL,
                "Compared with " + champion + " on live data until " + trial.until() + ".");
    }
}
