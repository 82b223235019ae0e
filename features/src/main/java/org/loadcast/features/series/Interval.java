package org.loadcast.features.series;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A half-open span of time {@code [from, to)}.
 *
 * @param from first instant inside
 * @param to first instant after it; later than {@code from}
 */
public record Interval(Instant from, Instant to) {

    public Interval {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("Interval from " + from + " to " + to
                    + " is empty or runs backwards. The end must be later than the start.");
        }
    }

    public static Interval of(Instant from, Duration length) {
        return new Interval(from, from.plus(length));
    }

    public boolean contains(Instant instant) {
        return !instant.isBefore(from) && instant.isBefore(to);
    }

    public Duration duration() {
        return Duration.between(from, to);
    }

    /** The part that both intervals share; empty when they only touch or lie apart. */
    public Optional<Interval> intersect(Interval other) {
        Instant latestFrom = from.isAfter(other.from) ? from : other.from;
        Instant earliestTo = to.isBefore(other.to) ? to : other.to;
        return latestFrom.isBefore(earliestTo) ? Optional.of(new Interval(latestFrom, earliestTo)) : Optional.empty();
    }
}
