package org.loadcast.serving.retrain;

import java.util.List;

/** Which challengers are on trial, one for a meter and horizon. Thread-safe. */
public interface TrialStore {

    /** Begins a trial; one of the same meter and horizon ends without a decision. */
    void put(Trial trial);

    /** All trials, by their end. */
    List<Trial> all();

    /** Removes a trial, unless another one has taken its place. */
    void remove(Trial trial);
}
