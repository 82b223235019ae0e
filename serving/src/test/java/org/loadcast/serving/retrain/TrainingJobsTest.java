package org.loadcast.serving.retrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.loadcast.features.store.sqlite.SqliteStores;
import org.loadcast.serving.store.ServiceTables;
import org.loadcast.training.blend.Effort;
import org.loadcast.training.registry.ModelRegistry;

@Timeout(60)
class TrainingJobsTest {

    private static final Instant NOW = Instant.parse("2021-06-16T11:00:03Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    @TempDir
    private Path directory;

    private SqliteStores stores;
    private ServiceTables tables;
    private ModelRegistry models;

    @BeforeEach
    void open() {
        stores = SqliteStores.open(directory);
        tables = ServiceTables.in(stores.database());
        models = ModelRegistry.open(directory.resolve("models"));
    }

    @AfterEach
    void close() {
        stores.close();
    }

    private TrainingJobs jobs(Trainer trainer, Duration lease) {
        return new TrainingJobs(
                tables.jobs(),
                tables.leases(),
                trainer,
                new Appointments(models, tables.trials(), Duration.ofDays(3), CLOCK),
                lease,
                CLOCK);
    }

    private static JobRequest request(String... meters) {
        return new JobRequest(
                List.of(meters),
                List.of("day-ahead"),
                new TreeSet<>(),
                Effort.QUICK,
                NOW,
                false,
                JobRequest.Cause.REQUEST);
    }

    private static TrainingJob awaitEnd(TrainingJobs jobs, String id) throws InterruptedException {
        while (!jobs.find(id).orElseThrow().state().isFinal()) {
            Thread.sleep(10);
        }
        return jobs.find(id).orElseThrow();
    }

    @Test
    void aJobRunsToItsEndAndTellsOfEveryStep() throws InterruptedException {
        // given
        RecordingTrainer trainer = RecordingTrainer.quick(listener -> {
            listener.progress(0.5, "mlp epoch loss 0.25", Optional.of(0.25));
            listener.skipped("m1", "day-ahead", "Too little history.");
        });
        List<TrainingJob> heard = new CopyOnWriteArrayList<>();
        try (TrainingJobs jobs = jobs(trainer, Duration.ofMinutes(1))) {
            jobs.listen(heard::add);

            // when
            String id = jobs.submit(request("m1")).id();
            jobs.start();
            TrainingJob ended = awaitEnd(jobs, id);

            // then
            assertThat(ended.state()).isEqualTo(JobState.DONE);
            assertThat(ended.fraction()).isEqualTo(1);
            assertThat(ended.text()).isEqualTo("0 of 1 models trained, 0 promoted, 0 on trial, 1 skipped.");
            assertThat(ended.results()).extracting(JobResult::outcome).containsExactly(JobResult.Outcome.SKIPPED);
            assertThat(heard)
                    .extracting(TrainingJob::state)
                    .startsWith(JobState.QUEUED, JobState.RUNNING)
                    .endsWith(JobState.DONE);
            assertThat(heard).anyMatch(job -> job.loss().equals(Optional.of(0.25)) && job.fraction() == 0.5);
        }
    }

    @Test
    void aJobThatIsTakenBackStopsItsTraining() throws InterruptedException {
        RecordingTrainer trainer = RecordingTrainer.endless(listener -> {});
        try (TrainingJobs jobs = jobs(trainer, Duration.ofMinutes(1))) {
            jobs.start();
            String id = jobs.submit(request("m1")).id();
            trainer.awaitBegin();

            assertThat(jobs.cancel(id)).get().extracting(TrainingJob::state).isEqualTo(JobState.CANCELLED);
            assertThat(jobs.cancel(id)).isEmpty();
            assertThat(awaitEnd(jobs, id).state()).isEqualTo(JobState.CANCELLED);
            assertThat(trainer.wasStopped()).isTrue();
        }
    }

    @Test
    void aTrainingThatFailsTellsWhy() throws InterruptedException {
        RecordingTrainer trainer = RecordingTrainer.quick(listener -> {}).failingWith("It ran out of memory.");
        try (TrainingJobs jobs = jobs(trainer, Duration.ofMinutes(1))) {
            jobs.start();
            TrainingJob ended = awaitEnd(jobs, jobs.submit(request("m1")).id());

            assertThat(ended.state()).isEqualTo(JobState.FAILED);
            assertThat(ended.text()).isEqualTo("It ran out of memory.");
        }
    }

    @Test
    void aJobOfAServiceThatStoppedIsInterruptedAndOneThatWaitedIsRun() throws InterruptedException {
        // given
        TrainingJobs first = jobs(RecordingTrainer.endless(listener -> {}), Duration.ofMinutes(1));
        first.start();
        String running = first.submit(request("m1")).id();
        String waiting = first.submit(request("m2")).id();
        while (first.find(running).orElseThrow().state() != JobState.RUNNING) {
            Thread.sleep(10);
        }

        // when
        first.close();

        // then
        assertThat(first.find(running).orElseThrow().state()).isEqualTo(JobState.INTERRUPTED);
        try (TrainingJobs second = jobs(RecordingTrainer.quick(listener -> {}), Duration.ofMinutes(1))) {
            second.start();
            assertThat(awaitEnd(second, waiting).state()).isEqualTo(JobState.DONE);
        }
    }

    @Test
    void aJobOfAServiceThatWasKilledIsInterruptedByTheNextOne() throws InterruptedException {
        // given a job that runs nowhere, and the lease of the one that ran it
        TrainingJob killed = TrainingJob.queued("job-1", request("m1"), NOW);
        tables.jobs().add(killed);
        tables.jobs().replace(killed.started(NOW), JobState.QUEUED);
        tables.leases().take("killed", Duration.ofMillis(300));

        // when
        try (TrainingJobs jobs = jobs(RecordingTrainer.quick(listener -> {}), Duration.ofMinutes(1))) {
            jobs.start();

            // then
            assertThat(awaitEnd(jobs, "job-1").state()).isEqualTo(JobState.INTERRUPTED);
        }
    }

    @Test
    void twoInstancesNeverTrainAtOnce() throws InterruptedException {
        RecordingTrainer endless = RecordingTrainer.endless(listener -> {});
        RecordingTrainer other = RecordingTrainer.quick(listener -> {});
        try (TrainingJobs first = jobs(endless, Duration.ofMinutes(1));
                TrainingJobs second = jobs(other, Duration.ofMinutes(1))) {
            first.start();
            String long1 = first.submit(request("m1")).id();
            endless.awaitBegin();
            second.start();
            String short2 = second.submit(request("m2")).id();
            Thread.sleep(300);

            assertThat(other.asked()).isEmpty();
            assertThat(second.cancel(long1)).isPresent(); // by the one that does not run it
            assertThat(awaitEnd(second, short2).state()).isEqualTo(JobState.DONE);
        }
    }

    @Test
    void whoLosesTheLeaseStopsAndAppointsNobody() throws InterruptedException {
        // given
        RecordingTrainer endless = RecordingTrainer.endless(listener -> {});
        try (TrainingJobs jobs = jobs(endless, Duration.ofMillis(200))) {
            jobs.start();
            String id = jobs.submit(request("m1")).id();
            endless.awaitBegin();

            // when: as if this process had been frozen for longer than its lease
            Optional<Lease> held = tables.leases().current();
            tables.leases().release(held.orElseThrow());
            while (tables.leases().take("other", Duration.ofMinutes(1)).isEmpty()) {
                tables.leases()
                        .current()
                        .filter(l -> !l.holder().equals("other"))
                        .ifPresent(tables.leases()::release);
            }
            TrainingJob ended = awaitEnd(jobs, id);

            // then
            assertThat(ended.state()).isEqualTo(JobState.INTERRUPTED);
            assertThat(ended.text()).contains("Another instance has taken the lease");
            assertThat(endless.wasStopped()).isTrue();
            assertThat(tables.leases().current().orElseThrow().holder()).isEqualTo("other");
        }
    }

    @Test
    void aRequestThatDoesNothingOrAsksForAnUntrainedHorizonIsRefused() {
        assertThatThrownBy(() -> request()).hasMessageContaining("without a meter");
        assertThatThrownBy(() -> new JobRequest(
                        List.of("m1"),
                        List.of("PT6H"),
                        new TreeSet<>(),
                        Effort.QUICK,
                        NOW,
                        false,
                        JobRequest.Cause.REQUEST))
                .hasMessageContaining("not for PT6H");
    }
}
