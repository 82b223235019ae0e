package org.loadcast.serving.retrain;

import java.util.Optional;

/**
 * What became of one meter and horizon of a job.
 *
 * @param horizon its label
 * @param model id of the registered challenger; empty when nothing could be trained
 * @param outcome what it does now
 * @param reason why, in words
 */
public record JobResult(String meter, String horizon, Optional<String> model, Outcome outcome, String reason) {

    /** What a freshly trained model does. */
    public enum Outcome {
        /** It serves. */
        PROMOTED,
        /** It is compared with the champion on live data. */
        ON_TRIAL,
        /** It is kept in the registry and does nothing. */
        KEPT,
        /** There is none. */
        SKIPPED
    }
}
