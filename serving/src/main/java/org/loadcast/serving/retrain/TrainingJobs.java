package org.loadcast.serving.retrain;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.loadcast.features.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The jobs of an installation: asked for, run one after the other, taken back.
 *
 * <p>A job waits in the store until an instance holds the lease; then it runs there. A job whose instance went away is
 * interrupted, one that waits goes on waiting. Thread-safe.
 */
public final class TrainingJobs implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TrainingJobs.class);
    private static final long LOOK_MILLIS = 2_000;
    private static final long STOP_MILLIS = 8_000;

    private final JobStore store;
    private final Leases leases;
    private final Trainer trainer;
    private final Appointments appointments;
    private final Duration leaseLength;
    private final Clock clock;
    private final String instance = UUID.randomUUID().toString();
    private final List<Consumer<TrainingJob>> listeners = new CopyOnWriteArrayList<>();
    private final Semaphore bell = new Semaphore(0);
    private final Thread thread = new Thread(this::work, "training-jobs");
    private volatile Optional<JobRun> running = Optional.empty();
    private volatile Optional<String> trouble = Optional.empty();
    private volatile boolean closing;

    /**
     * The jobs of {@code store}; nothing runs before {@link #start}.
     *
     * @param leaseLength how long the lease outlives an instance that went away; it is renewed every third of it
     * @param clock of the jobs' times
     */
    public TrainingJobs(
            JobStore store,
            Leases leases,
            Trainer trainer,
            Appointments appointments,
            Duration leaseLength,
            Clock clock) {
        this.store = store;
        this.leases = leases;
        this.trainer = trainer;
        this.appointments = appointments;
        this.leaseLength = leaseLength;
        this.clock = clock;
    }

    /** Tells of every change of a job that this instance makes, in the thread that makes it; it must be quick. */
    public void listen(Consumer<TrainingJob> listener) {
        listeners.add(listener);
    }

    /** Puts a job into the line. */
    public TrainingJob submit(JobRequest request) {
        Instant now = clock.instant();
        String id = "job-" + now.toString().replaceAll("[-:]|\\..*|Z", "") + "Z-"
                + UUID.randomUUID().toString().substring(0, 6);
        TrainingJob job = TrainingJob.queued(id, request, now);
        store.add(job);
        tell(job);
        ring();
        return job;
    }

    public Optional<TrainingJob> find(String id) {
        return store.find(id);
    }

    /** The newest jobs, newest first. */
    public List<TrainingJob> newest(int most) {
        return store.newest(most);
    }

    /** Whether a job that covers this meter and horizon waits or runs. */
    boolean isUnderWay(String meter, String horizon) {
        return store.in(JobState.QUEUED).stream().anyMatch(job -> covers(job, meter, horizon))
                || store.in(JobState.RUNNING).stream().anyMatch(job -> covers(job, meter, horizon));
    }

    private static boolean covers(TrainingJob job, String meter, String horizon) {
        return job.request().meters().contains(meter)
                && job.request().horizons().contains(horizon);
    }

    /**
     * Takes a job back; what it has registered by then stays.
     *
     * @return the job as it is now; empty when it had ended already, or never was
     */
    public Optional<TrainingJob> cancel(String id) {
        Optional<TrainingJob> job =
                store.find(id).filter(found -> !found.state().isFinal());
        Optional<TrainingJob> ended = job.map(found -> found.ended(JobState.CANCELLED, "Taken back.", clock.instant()))
                .filter(cancelled -> store.replace(cancelled, job.get().state()));
        ended.ifPresent(cancelled -> {
            running.filter(run -> run.job().id().equals(id)).ifPresent(JobRun::stop);
            tell(cancelled);
        });
        return ended;
    }

    /** Why no job can be run now; empty when all is well. */
    public Optional<String> trouble() {
        return trouble;
    }

    /** Begins to run jobs. */
    public void start() {
        thread.start();
    }

    /** Ends the job that runs, which counts as interrupted; those that wait are run after the next start. */
    @Override
    public void close() {
        closing = true;
        running.ifPresent(JobRun::stop);
        ring();
        try {
            thread.join(STOP_MILLIS);
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }

    private void ring() {
        bell.release();
    }

    private void work() {
        while (!closing) {
            boolean worked = false;
            try {
                worked = next();
                trouble = Optional.empty();
            } catch (StoreException failed) {
                trouble = Optional.of("Training jobs cannot be run: " + failed.getMessage());
                LOG.error("No training job can be run: {}", failed.getMessage());
            } catch (InterruptedException stopped) {
                return;
            }
            if (!worked) {
                rest();
            }
        }
    }

    private void rest() {
        try {
            if (bell.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                bell.drainPermits();
            }
        } catch (InterruptedException stopped) {
            closing = true;
        }
    }

    /** Runs the job that waits longest; false when none does or another instance has the lease. */
    private boolean next() throws InterruptedException {
        List<TrainingJob> waiting = store.in(JobState.QUEUED);
        boolean abandoned = !store.in(JobState.RUNNING).isEmpty();
        if (waiting.isEmpty() && !abandoned) {
            return false;
        }
        Optional<Lease> lease = leases.take(instance, leaseLength);
        if (lease.isEmpty()) {
            return false;
        }
        try {
            endAbandoned();
            return !waiting.isEmpty() && run(waiting.get(0), lease.get());
        } finally {
            leases.release(lease.get());
        }
    }

    /** Whoever has the lease runs the only job; another one that is said to run does so no more. */
    private void endAbandoned() {
        for (TrainingJob job : store.in(JobState.RUNNING)) {
            TrainingJob ended =
                    job.ended(JobState.INTERRUPTED, "The service stopped while it ran. Ask again.", clock.instant());
            if (store.replace(ended, JobState.RUNNING)) {
                tell(ended);
            }
        }
    }

    private boolean run(TrainingJob queued, Lease lease) throws InterruptedException {
        TrainingJob job = queued.started(clock.instant());
        if (!store.replace(job, JobState.QUEUED)) {
            return true;
        }
        tell(job);
        LOG.info(
                "Training job {} begins: {} models, because of {}",
                job.id(),
                job.request().models(),
                job.request().cause().name().toLowerCase(Locale.ROOT));
        JobRun run = new JobRun(job, lease, store, leases, trainer, appointments, leaseLength, clock, this::tell);
        running = Optional.of(run);
        try {
            if (closing) {
                run.stop();
            }
            TrainingJob ended = run.toItsEnd();
            LOG.info("Training job {} is {}: {}", ended.id(), ended.state(), ended.text());
        } finally {
            running = Optional.empty();
        }
        return true;
    }

    private void tell(TrainingJob job) {
        listeners.forEach(listener -> listener.accept(job));
    }
}
