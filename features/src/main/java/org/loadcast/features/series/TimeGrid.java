package org.loadcast.features.series;

import java.time.Duration;
import java.time.Instant;

/**
 * A regular run of {@code length} intervals of one {@code step}, the first starting at {@code start}.
 *
 * @param start start of the first interval, on a whole second
 * @param step length of every interval, a positive whole number of seconds
 * @param length number of intervals, zero or more
 */
public record TimeGrid(Instant start, Duration step, int length) {

    public TimeGrid {
        if (step.isNegative() || step.isZero() || step.getNano() != 0) {
            throw new IllegalArgumentException(
                    "Step " + step + " is not a positive whole number of seconds. Use for example PT15M.");
        }
        if (start.getNano() != 0) {
            throw new IllegalArgumentException("Grid start " + start + " is not on a whole second.");
        }
        if (length < 0) {
            throw new IllegalArgumentException("Grid length " + length + " is negative.");
        }
    }

    /** The smallest grid of {@code step}, aligned to the epoch, that covers {@code interval}. */
    public static TimeGrid covering(Interval interval, Duration step) {
        long seconds = step.toSeconds();
        long from = Math.floorDiv(interval.from().getEpochSecond(), seconds) * seconds;
        long to = interval.to().getEpochSecond() + (interval.to().getNano() > 0 ? 1 : 0);
        return new TimeGrid(
                Instant.ofEpochSecond(from), step, Math.toIntExact(Math.floorDiv(to - from + seconds - 1, seconds)));
    }

    /** Start of interval {@code index}; indices outside {@code [0, length)} continue the same raster. */
    public Instant startOf(int index) {
        return Instant.ofEpochSecond(start.getEpochSecond() + index * step.toSeconds());
    }

    /** End (exclusive) of interval {@code index}. */
    public Instant endOf(int index) {
        return startOf(index + 1);
    }

    /** End of the last interval. */
    public Instant end() {
        return startOf(length);
    }

    /** Index of the interval that holds {@code instant}; may lie outside {@code [0, length)}. */
    public int indexOf(Instant instant) {
        return Math.toIntExact(Math.floorDiv(instant.getEpochSecond() - start.getEpochSecond(), step.toSeconds()));
    }

    /** Whether {@code instant} is the start of an interval of this raster, inside the grid or beyond its ends. */
    public boolean isOnRaster(Instant instant) {
        return instant.getNano() == 0
                && Math.floorMod(instant.getEpochSecond() - start.getEpochSecond(), step.toSeconds()) == 0;
    }

    /** The grid of the same step from {@code fromIndex} (inclusive) to {@code toIndex} (exclusive). */
    public TimeGrid slice(int fromIndex, int toIndex) {
        return new TimeGrid(startOf(fromIndex), step, toIndex - fromIndex);
    }

    /** The number of steps in a day. */
    public int stepsPerDay() {
        return Math.toIntExact(Duration.ofDays(1).toSeconds() / step.toSeconds());
    }
}
