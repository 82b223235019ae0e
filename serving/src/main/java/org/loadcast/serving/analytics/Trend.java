package org.loadcast.serving.analytics;

import java.util.Optional;
import java.util.OptionalDouble;
import org.loadcast.features.meter.MeterId;

/**
 * Where a meter's load goes: its mean over the last seven full days beside the seven before them, and beside the same weekdays a
 * year (364 days) earlier.
 *
 * @param lastKw empty when there is no load in that time, as the others are
 */
public record Trend(MeterId meter, OptionalDouble lastKw, OptionalDouble beforeKw, OptionalDouble yearBeforeKw) {

    /** Changes below this are no trend. */
    private static final double STEADY = 0.05;

    /** Where it goes. */
    public enum Direction {
        RISING,
        STEADY,
        FALLING
    }

    /** The relative change from the week before; empty when one of them is not known, or the week before was 0. */
    public OptionalDouble change() {
        return change(beforeKw);
    }

    /** The relative change from the year before. */
    public OptionalDouble yearlyChange() {
        return change(yearBeforeKw);
    }

    private OptionalDouble change(OptionalDouble from) {
        return lastKw.isEmpty() || from.isEmpty() || from.getAsDouble() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of((lastKw.getAsDouble() - from.getAsDouble()) / Math.abs(from.getAsDouble()));
    }

    /** The direction of {@link #change}: steady within 5 %. */
    public Optional<Direction> direction() {
        OptionalDouble change = change();
        if (change.isEmpty()) {
            return Optional.empty();
        }
        double value = change.getAsDouble();
        return Optional.of(
                Math.abs(value) <= STEADY ? Direction.STEADY : value > 0 ? Direction.RISING : Direction.FALLING);
    }
}
