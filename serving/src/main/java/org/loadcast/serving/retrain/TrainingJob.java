package org.loadcast.serving.retrain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A training as it was asked for, and how far it has come. Never changes; the next state is another object.
 *
 * @param id sortable by time
 * @param fraction how much is done, 0 to 1
 * @param text what is done at the moment, or how it ended
 * @param loss the newest figure of a network's loss in a running job; empty where there is none
 * @param results of the models that are finished
 */
public record TrainingJob(
        String id,
        JobRequest request,
        JobState state,
        double fraction,
        String text,
        Optional<Double> loss,
        Instant createdAt,
        Optional<Instant> startedAt,
        Optional<Instant> endedAt,
        List<JobResult> results) {

    public TrainingJob {
        if (!(fraction >= 0 && fraction <= 1)) {
            throw new IllegalArgumentException("Progress " + fraction + " of job " + id + " is not between 0 and 1.");
        }
        results = List.copyOf(results);
    }

    static TrainingJob queued(String id, JobRequest request, Instant now) {
        return new TrainingJob(
                id,
                request,
                JobState.QUEUED,
                0,
                "Waits for its turn.",
                Optional.empty(),
                now,
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    TrainingJob started(Instant now) {
        return new TrainingJob(
                id,
                request,
                JobState.RUNNING,
                0,
                "Starts.",
                Optional.empty(),
                createdAt,
                Optional.of(now),
                Optional.empty(),
                List.of());
    }

    /** Further on; the fraction never falls, and a loss stays until the next one is told. */
    TrainingJob at(double done, String what, Optional<Double> figure) {
        return new TrainingJob(
                id,
                request,
                state,
                Math.max(fraction, Math.min(1, done)),
                what,
                figure.or(() -> loss),
                createdAt,
                startedAt,
                endedAt,
                results);
    }

    TrainingJob with(JobResult result) {
        List<JobResult> more = new ArrayList<>(results);
        more.add(result);
        return new TrainingJob(id, request, state, fraction, text, loss, createdAt, startedAt, endedAt, more);
    }

    TrainingJob ended(JobState end, String how, Instant now) {
        double done = end == JobState.DONE ? 1 : fraction;
        return new TrainingJob(
                id, request, end, done, how, Optional.empty(), createdAt, startedAt, Optional.of(now), results);
    }
}
