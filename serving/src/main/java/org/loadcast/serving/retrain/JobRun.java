package org.loadcast.serving.retrain;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.loadcast.features.store.StoreException;
import org.loadcast.training.registry.RegistryException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One job from its start to its end, under a lease that is kept meanwhile. It ends early when the lease is lost, or when the
 * job in the store is no longer running. Thread-safe.
 */
final class JobRun implements Trainer.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(JobRun.class);
    private static final long STORE_EVERY_NANOS = 1_000_000_000L;

    private final JobStore store;
    private final Leases leases;
    private final Trainer trainer;
    private final Appointments appointments;
    private final Duration leaseLength;
    private final Clock clock;
    private final Consumer<TrainingJob> told;
    private TrainingJob job;
    private Lease lease;
    private Optional<Trainer.Run> training = Optional.empty();
    private Optional<String> stoppedBecause = Optional.empty();
    private long storedNanos = System.nanoTime();

    JobRun(
            TrainingJob job,
            Lease lease,
            JobStore store,
            Leases leases,
            Trainer trainer,
            Appointments appointments,
            Duration leaseLength,
            Clock clock,
            Consumer<TrainingJob> told) {
        this.job = job;
        this.lease = lease;
        this.store = store;
        this.leases = leases;
        this.trainer = trainer;
        this.appointments = appointments;
        this.leaseLength = leaseLength;
        this.clock = clock;
        this.told = told;
    }

    synchronized TrainingJob job() {
        return job;
    }

    /** Trains, and returns the job as it ended. */
    TrainingJob toItsEnd() throws InterruptedException {
        ScheduledExecutorService keeper = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "training-lease");
            thread.setDaemon(true);
            return thread;
        });
        long every = Math.max(50, Math.min(2_000, leaseLength.toMillis() / 3));
        ScheduledFuture<?> keeping = keeper.scheduleWithFixedDelay(this::keep, every, every, TimeUnit.MILLISECONDS);
        try {
            Trainer.Run run = trainer.start(job().request(), this);
            begun(run);
            return end(run.await());
        } catch (IllegalStateException failed) {
            return end(Optional.of(String.valueOf(failed.getMessage())));
        } finally {
            keeping.cancel(false);
            keeper.shutdownNow();
        }
    }

    private synchronized void begun(Trainer.Run run) {
        training = Optional.of(run);
        if (stoppedBecause.isPresent()) {
            run.stop();
        }
    }

    /** Ends the job; it counts as interrupted, unless it was taken back. */
    void stop() {
        stop("The service stopped while it ran. Ask again.");
    }

    private synchronized void stop(String why) {
        stoppedBecause = stoppedBecause.or(() -> Optional.of(why));
        training.ifPresent(Trainer.Run::stop);
    }

    private synchronized TrainingJob end(Optional<String> failure) {
        Instant now = clock.instant();
        TrainingJob ended;
        if (stoppedBecause.isPresent()) {
            ended = job.ended(JobState.INTERRUPTED, stoppedBecause.get(), now);
        } else if (failure.isPresent()) {
            ended = job.ended(JobState.FAILED, failure.get(), now);
        } else {
            ended = job.ended(JobState.DONE, summary(), now);
        }
        if (store.replace(ended, JobState.RUNNING)) {
            told.accept(ended);
            return ended;
        }
        return store.find(job.id()).orElse(ended);
    }

    private String summary() {
        long promoted = count(JobResult.Outcome.PROMOTED);
        long onTrial = count(JobResult.Outcome.ON_TRIAL);
        long skipped = count(JobResult.Outcome.SKIPPED);
        return job.results().size() - skipped + " of " + job.request().models() + " models trained, " + promoted
                + " promoted, " + onTrial + " on trial, " + skipped + " skipped.";
    }

    private long count(JobResult.Outcome outcome) {
        return job.results().stream()
                .filter(result -> result.outcome() == outcome)
                .count();
    }

    /** Renews the lease and looks whether the job was taken back elsewhere. */
    private void keep() {
        try {
            if (!isHeld()) {
                stop("Another instance has taken the lease. Ask again.");
            } else if (store.find(job().id())
                    .filter(found -> found.state() == JobState.RUNNING)
                    .isEmpty()) {
                stop("Taken back.");
            }
        } catch (StoreException away) {
            LOG.warn("The lease of training cannot be renewed now: {}", away.getMessage());
        }
    }

    private synchronized boolean isHeld() {
        Optional<Lease> renewed = leases.renew(lease, leaseLength);
        renewed.ifPresent(kept -> lease = kept);
        return renewed.isPresent();
    }

    @Override
    public synchronized void progress(double fraction, String text, Optional<Double> loss) {
        job = job.at(fraction, text, loss);
        told.accept(job);
        long now = System.nanoTime();
        if (now - storedNanos >= STORE_EVERY_NANOS) {
            storedNanos = now;
            save();
        }
    }

    @Override
    public synchronized void trained(String meter, String horizon, String model) {
        // Who has lost the lease meanwhile decides nothing: the renewal is the fence before a champion changes.
        if (stoppedBecause.isEmpty() && isHeld()) {
            finish(appointed(meter, horizon, model));
        }
    }

    private JobResult appointed(String meter, String horizon, String model) {
        try {
            return appointments.appoint(job.request(), meter, horizon, model);
        } catch (RegistryException refused) {
            return new JobResult(
                    meter, horizon, Optional.of(model), JobResult.Outcome.KEPT, String.valueOf(refused.getMessage()));
        }
    }

    @Override
    public synchronized void skipped(String meter, String horizon, String reason) {
        finish(new JobResult(meter, horizon, Optional.empty(), JobResult.Outcome.SKIPPED, reason));
    }

    private void finish(JobResult result) {
        job = job.with(result);
        told.accept(job);
        save();
    }

    private void save() {
        if (!store.replace(job, JobState.RUNNING)) {
            stop("Taken back.");
        }
    }
}
