package org.loadcast.serving.retrain;

import java.util.List;
import java.util.Optional;

/**
 * Where jobs are kept, for all instances on the same data. Thread-safe. Every method throws
 * {@link org.loadcast.features.store.StoreException} when the store cannot be used.
 */
public interface JobStore {

    void add(TrainingJob job);

    Optional<TrainingJob> find(String id);

    /** The newest jobs, newest first. */
    List<TrainingJob> newest(int most);

    /** The jobs in {@code state}, oldest first. */
    List<TrainingJob> in(JobState state);

    /**
     * Replaces a job, if its state is still {@code expected}.
     *
     * @return whether it was; when it was not, somebody else has ended it meanwhile
     */
    boolean replace(TrainingJob job, JobState expected);
}
