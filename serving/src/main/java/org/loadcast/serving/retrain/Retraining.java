package org.loadcast.serving.retrain;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.loadcast.features.forecast.Horizon;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.store.StoreException;
import org.loadcast.features.store.Stores;
import org.loadcast.serving.access.AuditLog;
import org.loadcast.serving.forecast.Rematch;
import org.loadcast.serving.schedule.LocalCron;
import org.loadcast.training.blend.Effort;
import org.loadcast.training.registry.ModelKey;
import org.loadcast.training.registry.ModelRegistry;
import org.loadcast.training.registry.RegistryException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renews champions by schedule and on drift, in a thread of its own. Only what has a champion is renewed: the first model of a
 * meter is asked for. A time that passed while the service was down is not made up for.
 */
public final class Retraining implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Retraining.class);
    private static final long LOOK_MILLIS = 20_000;
    private static final long STOP_MILLIS = 5_000;
    private static final Duration DRIFT_EVERY = Duration.ofHours(1);

    /** After a training, drift has to show anew. */
    private static final Duration REST = Duration.ofDays(2);

    private static final Duration LEASE = Duration.ofMinutes(5);

    private final Stores stores;
    private final ModelRegistry models;
    private final TrainingJobs jobs;
    private final Leases leases;
    private final Map<String, LocalCron> schedule;
    private final ZoneId zone;
    private final DriftReport report;
    private final Succession succession;
    private final Clock clock;
    private final Thread thread = new Thread(this::work, "retraining");
    private Instant lookedAt;
    private Instant driftAt;

    /** Renews the champions of {@code models}; nothing happens before {@link #start}. */
    public Retraining(
            Stores stores,
            ModelRegistry models,
            TrainingJobs jobs,
            Leases leases,
            TrialStore trials,
            Rematch rematch,
            AuditLog audit,
            RetrainingConfig config,
            Clock clock) {
        this.stores = stores;
        this.models = models;
        this.jobs = jobs;
        this.leases = leases;
        this.schedule = config.schedule();
        this.zone = config.zone();
        this.report = new DriftReport(stores, models, config.driftWindow(), config.driftRatio(), clock);
        this.succession = new Succession(stores.meters(), models, trials, rematch, audit, clock);
        this.clock = clock;
        this.lookedAt = clock.instant();
        this.driftAt = lookedAt;
    }

    /** How the champions do. */
    public DriftReport report() {
        return report;
    }

    /** Begins to look after the champions. */
    public void start() {
        thread.start();
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(STOP_MILLIS);
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        try {
            while (true) {
                Thread.sleep(LOOK_MILLIS);
                try {
                    look();
                } catch (StoreException | RegistryException away) {
                    LOG.error("Champions cannot be looked after now: {}", away.getMessage());
                }
            }
        } catch (InterruptedException stopped) {
            LOG.debug("Retraining ends", stopped);
        }
    }

    /** Does what is due. */
    void look() {
        Instant now = clock.instant();
        Instant before = lookedAt;
        lookedAt = now;
        schedule.forEach((group, cron) -> {
            if (cron.lastUntil(now, zone).filter(due -> due.isAfter(before)).isPresent()) {
                renew(group, now);
            }
        });
        if (!now.isBefore(driftAt.plus(DRIFT_EVERY))) {
            driftAt = now;
            renewDrifting(now);
            succeed();
        }
    }

    /** Only one instance decides who serves. */
    private void succeed() {
        Optional<Lease> lease = leases.take("succession-" + UUID.randomUUID(), LEASE);
        if (lease.isPresent()) {
            try {
                succession.decideTrials();
                succession.takeBack();
            } finally {
                leases.release(lease.get());
            }
        }
    }

    private void renew(String group, Instant now) {
        for (Horizon horizon : List.of(Horizon.QUARTER_HOUR, Horizon.DAY_AHEAD)) {
            List<String> trained = new ArrayList<>();
            for (Meter meter : stores.meters().all()) {
                boolean member =
                        group.equals(RetrainingConfig.ALL) || meter.groups().contains(group);
                if (member
                        && models.championId(ModelKey.ofMeter(meter.id(), horizon))
                                .isPresent()
                        && !jobs.isUnderWay(meter.id().value(), horizon.label())) {
                    trained.add(meter.id().value());
                }
            }
            submit(trained, horizon.label(), now, JobRequest.Cause.SCHEDULE);
        }
    }

    private void renewDrifting(Instant now) {
        for (Horizon horizon : List.of(Horizon.QUARTER_HOUR, Horizon.DAY_AHEAD)) {
            List<String> drifting = report.of(stores.meters().all()).stream()
                    .filter(drift -> drift.state() == Drift.State.DRIFTING
                            && drift.horizon().equals(horizon.label())
                            && isRested(drift, now)
                            && !jobs.isUnderWay(drift.meter(), drift.horizon()))
                    .map(Drift::meter)
                    .toList();
            submit(drifting, horizon.label(), now, JobRequest.Cause.DRIFT);
        }
    }

    private boolean isRested(Drift drift, Instant now) {
        Instant since = now.minus(REST);
        return drift.trainedUntil().isBefore(since)
                && jobs.newest(100).stream()
                        .noneMatch(job -> job.createdAt().isAfter(since)
                                && job.request().meters().contains(drift.meter())
                                && job.request().horizons().contains(drift.horizon()));
    }

    private void submit(List<String> meters, String horizon, Instant now, JobRequest.Cause cause) {
        if (!meters.isEmpty()) {
            jobs.submit(new JobRequest(meters, List.of(horizon), new TreeSet<>(), Effort.STANDARD, now, true, cause));
        }
    }
}
