package org.loadcast.serving.metrics;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import org.loadcast.features.store.Stores;
import org.loadcast.serving.retrain.Drift;
import org.loadcast.serving.retrain.DriftReport;
import org.loadcast.serving.retrain.JobState;
import org.loadcast.serving.retrain.TrainingJobs;

/** What the service itself can tell: meters, models, their live errors, jobs. What is dear to ask is asked once a minute. */
public final class ServiceNumbers {

    private static final Duration TRUSTED_FOR = Duration.ofMinutes(1);
    private static final int JOBS_COUNTED = 1_000;

    private final Stores stores;
    private final DriftReport drift;
    private final TrainingJobs jobs;
    private final Clock clock;
    private volatile Known known = new Known(Instant.EPOCH, List.of());

    private record Known(Instant at, List<Drift> champions) {}

    public ServiceNumbers(Stores stores, DriftReport drift, TrainingJobs jobs, Clock clock) {
        this.stores = stores;
        this.drift = drift;
        this.jobs = jobs;
        this.clock = clock;
    }

    /** Shows them among {@code metrics}. */
    public void bindTo(Metrics metrics) {
        metrics.gauge(
                "loadcast.meters",
                "Meters of the directory",
                () -> stores.meters().all().size());
        for (String horizon : List.of("quarter-hour", "day-ahead")) {
            metrics.gauge(
                    "loadcast.champions", "Models that serve", () -> of(horizon).size(), "horizon", horizon);
            metrics.gauge(
                    "loadcast.champion.age.seconds",
                    "Age of the data of the oldest model that serves",
                    () -> oldest(horizon),
                    "horizon",
                    horizon);
            metrics.gauge(
                    "loadcast.champions.drifting",
                    "Models whose live error is too high",
                    () -> of(horizon).stream()
                            .filter(champion -> champion.state() == Drift.State.DRIFTING)
                            .count(),
                    "horizon",
                    horizon);
            metrics.gauge(
                    "loadcast.live.error.ratio",
                    "Mean of live error over validation error",
                    () -> ratio(horizon),
                    "horizon",
                    horizon);
        }
        for (JobState state : JobState.values()) {
            Supplier<Number> count = () -> jobs.newest(JOBS_COUNTED).stream()
                    .filter(job -> job.state() == state)
                    .count();
            metrics.gauge(
                    "loadcast.training.jobs",
                    "Jobs of the table by state",
                    count,
                    "state",
                    state.name().toLowerCase(Locale.ROOT));
        }
    }

    private List<Drift> of(String horizon) {
        return champions().stream()
                .filter(champion -> champion.horizon().equals(horizon))
                .toList();
    }

    private synchronized List<Drift> champions() {
        Instant now = clock.instant();
        if (now.isAfter(known.at().plus(TRUSTED_FOR))) {
            known = new Known(now, drift.of(stores.meters().all()));
        }
        return known.champions();
    }

    private double oldest(String horizon) {
        Optional<Instant> oldest = of(horizon).stream().map(Drift::trainedUntil).min(Instant::compareTo);
        return oldest.map(at -> (double) Duration.between(at, clock.instant()).toSeconds())
                .orElse(Double.NaN);
    }

    private double ratio(String horizon) {
        OptionalDouble mean = of(horizon).stream()
                .filter(champion -> champion.liveMaeKw().isPresent() && champion.validationMaeKw() > 0)
                .mapToDouble(champion -> champion.liveMaeKw().orElseThrow() / champion.validationMaeKw())
                .average();
        return mean.orElse(Double.NaN);
    }
}
