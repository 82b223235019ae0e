package org.loadcast.serving.retrain;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.loadcast.features.forecast.Horizon;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.series.Interval;
import org.loadcast.features.store.MeterDirectory;
import org.loadcast.serving.access.AuditLog;
import org.loadcast.serving.forecast.Rematch;
import org.loadcast.training.registry.ModelKey;
import org.loadcast.training.registry.ModelRegistry;
import org.loadcast.training.registry.ModelVersion;
import org.loadcast.training.registry.PromotionEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends trials, and takes back a promotion that live data speak against. */
final class Succession {

    private static final Logger LOG = LoggerFactory.getLogger(Succession.class);
    private static final int LEAST_POINTS = 96;

    /** How long after its promotion a champion is watched, and how long one waits for the first look. */
    private static final Duration WATCHED = Duration.ofDays(14);

    private static final Duration FIRST_LOOK = Duration.ofDays(1);

    /** How many times the predecessor's error a new champion's may be: less is chance. */
    private static final double WORSE = 1.05;

    private final MeterDirectory meters;
    private final ModelRegistry models;
    private final TrialStore trials;
    private final Rematch rematch;
    private final AuditLog audit;
    private final Clock clock;

    Succession(
            MeterDirectory meters,
            ModelRegistry models,
            TrialStore trials,
            Rematch rematch,
            AuditLog audit,
            Clock clock) {
        this.meters = meters;
        this.models = models;
        this.trials = trials;
        this.rematch = rematch;
        this.audit = audit;
        this.clock = clock;
    }

    /** Decides every trial that has come to its end: the challenger serves only when it was better. */
    void decideTrials() {
        Instant now = clock.instant();
        for (Trial trial : trials.all()) {
            if (!trial.until().isAfter(now)) {
                decide(trial, now);
                trials.remove(trial);
            }
        }
    }

    private void decide(Trial trial, Instant now) {
        Horizon horizon = Horizon.parse(trial.horizon());
        Optional<Meter> meter = meters.find(MeterId.of(trial.meter()));
        Optional<ModelVersion> challenger = models.find(trial.model());
        Optional<ModelVersion> champion = models.champion(ModelKey.ofMeter(MeterId.of(trial.meter()), horizon));
        if (meter.isEmpty() || challenger.isEmpty() || champion.isEmpty()) {
            LOG.warn("The trial of {} ends undecided: meter, challenger or champion are gone.", trial.model());
            return;
        }
        Optional<Rematch.Result> result = rematch.of(
                        meter.get(), horizon, challenger.get(), champion.get(), new Interval(trial.since(), now))
                .filter(known -> known.points() >= LEAST_POINTS);
        if (result.isPresent() && result.get().firstMaeKw() < result.get().secondMaeKw()) {
            String reason = String.format(
                    Locale.ROOT,
                    "MAE %.4g kW on %d live intervals, %s's was %.4g kW.",
                    result.get().firstMaeKw(),
                    result.get().points(),
                    champion.get().id(),
                    result.get().secondMaeKw());
            models.promote(challenger.get(), reason);
            writeDown("promote " + trial.model(), reason);
        } else {
            LOG.info(
                    "Challenger {} stays behind {}: {}",
                    trial.model(),
                    champion.get().id(),
                    result.map(Object::toString).orElse("too little was measured"));
        }
    }

    /** Lets the predecessor serve again where a new champion does worse on what came since. */
    void takeBack() {
        for (Meter meter : meters.all()) {
            for (Horizon horizon : List.of(Horizon.QUARTER_HOUR, Horizon.DAY_AHEAD)) {
                takeBack(meter, horizon);
            }
        }
    }

    private void takeBack(Meter meter, Horizon horizon) {
        ModelKey key = ModelKey.ofMeter(meter.id(), horizon);
        List<PromotionEvent> history = models.history(key);
        if (history.size() < 2) {
            return;
        }
        PromotionEvent last = history.get(history.size() - 1);
        PromotionEvent before = history.get(history.size() - 2);
        Instant now = clock.instant();
        boolean watched = last.action().equals("promote")
                && !last.at().plus(FIRST_LOOK).isAfter(now)
                && last.at().plus(WATCHED).isAfter(now)
                && !last.id().equals(before.id());
        Optional<ModelVersion> champion = watched ? models.champion(key) : Optional.empty();
        Optional<ModelVersion> predecessor = watched ? models.find(before.id()) : Optional.empty();
        if (champion.isEmpty() || predecessor.isEmpty()) {
            return;
        }
        rematch.of(meter, horizon, champion.get(), predecessor.get(), new Interval(last.at(), now))
                .filter(result -> result.points() >= LEAST_POINTS && result.firstMaeKw() > WORSE * result.secondMaeKw())
                .ifPresent(result -> {
                    String reason = String.format(
                            Locale.ROOT,
                            "MAE %.4g kW on %d live intervals since its promotion, its predecessor's would be %.4g kW.",
                            result.firstMaeKw(),
                            result.points(),
                            result.secondMaeKw());
                    models.rollback(key, reason);
                    writeDown("roll back " + champion.get().id(), reason);
                });
    }

    private void writeDown(String action, String reason) {
        LOG.info("{}: {}", action, reason);
        audit.add(new AuditLog.Entry(0, clock.instant(), "retraining", "", action, reason));
    }
}
