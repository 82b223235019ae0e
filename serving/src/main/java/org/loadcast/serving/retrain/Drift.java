package org.loadcast.serving.retrain;

import java.time.Instant;
import java.util.OptionalDouble;

/**
 * How a champion does on live data.
 *
 * @param horizon its label
 * @param model id of the champion
 * @param trainedUntil end of the data that it has learned from
 * @param points intervals of the window that it forecast and that are measured
 * @param liveMaeKw mean absolute error on them; empty when there are none
 * @param naiveMaeKw that of "the same time a week ago" over the same window
 * @param validationMaeKw its error on the unseen days of its training
 * @param reason why it drifts, or why that cannot be told
 */
public record Drift(
        String meter,
        String horizon,
        String model,
        Instant trainedUntil,
        int points,
        OptionalDouble liveMaeKw,
        OptionalDouble naiveMaeKw,
        double validationMaeKw,
        State state,
        String reason) {

    /** Whether a champion still does what it did when it was trained. */
    public enum State {
        STEADY,
        DRIFTING,
        /** Too little is measured yet. */
        UNKNOWN
    }
}
