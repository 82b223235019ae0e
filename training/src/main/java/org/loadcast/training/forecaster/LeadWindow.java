package org.loadcast.training.forecaster;

import java.time.Duration;
import java.time.Instant;
import org.loadcast.features.series.TimeGrid;

/**
 * The targets of a forecast relative to its cutoff.
 *
 * @param offset from the cutoff to the start of the first target interval, zero or more
 * @param step length of every target interval
 * @param length number of target intervals, at least one
 */
public record LeadWindow(Duration offset, Duration step, int length) {

    private static final Duration NEAR = Duration.ofHours(1);

    public LeadWindow {
        if (offset.isNegative()) {
            throw new IllegalArgumentException("Target offset " + offset + " lies before the cutoff.");
        }
        if (length < 1) {
            throw new IllegalArgumentException("A forecast of " + length + " intervals asks for nothing.");
        }
    }

    /** The target intervals of one cutoff. */
    public TimeGrid targetsAt(Instant cutoff) {
        return new TimeGrid(cutoff.plus(offset), step, length);
    }

    /** Whether this asks for the next step alone, or for steps of the next hour: then the newest values count most. */
    public boolean isNear() {
        return offset.isZero() && (length == 1 || reach().compareTo(NEAR) <= 0);
    }

    /** From the cutoff to the end of the last target interval. */
    public Duration reach() {
        return offset.plus(step.multipliedBy(length));
    }
}
