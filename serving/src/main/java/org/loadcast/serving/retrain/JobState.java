package org.loadcast.serving.retrain;

/** How far a job has come in its life. */
public enum JobState {
    /** It waits for its turn. */
    QUEUED,
    RUNNING,
    /** It has ended; its results say what became of each model. */
    DONE,
    /** It could not be done; its text says why. */
    FAILED,
    /** Somebody took it back. */
    CANCELLED,
    /** The process that ran it went away. */
    INTERRUPTED;

    /** Whether it has come to its end, so that nothing of it changes any more. */
    public boolean isFinal() {
        return this != QUEUED && this != RUNNING;
    }
}
