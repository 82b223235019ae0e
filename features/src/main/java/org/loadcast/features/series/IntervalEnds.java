package org.loadcast.features.series;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How the load ended in each interval, where readings are finer than the intervals: what runs in the last minute of a quarter of an hour
 * goes on in the next one more often than what ran on average.
 *
 * @param fifteenth mean power in kW of the last fifteenth of every interval: a minute of a quarter of an hour
 * @param third mean power in kW of its last third; on the same grid
 */
public record IntervalEnds(LoadSeries fifteenth, LoadSeries third) {

    private static final int FIFTEENTH = 15;
    private static final int THIRD = 3;
    private static final int[] FINER = {15, 5, 3, 2};

    public IntervalEnds {
        if (!fifteenth.grid().equals(third.grid())) {
            throw new IllegalArgumentException(
                    "Ends of intervals lie on " + fifteenth.grid() + " and on " + third.grid() + ", not on one grid.");
        }
    }

    /** The step that ends of intervals of {@code step} are made from; empty when readings are not at least twice as fine. */
    public static Optional<Duration> finerStep(Duration step, Duration nativeStep) {
        long seconds = step.toSeconds();
        return Arrays.stream(FINER)
                .filter(parts -> seconds % parts == 0 && nativeStep.toSeconds() * parts <= seconds)
                .mapToObj(parts -> Duration.ofSeconds(seconds / parts))
                .findFirst();
    }

    /** How long before the end of an interval of {@code step} the values begin, on a {@code finer} step, that say how it ended. */
    public static Duration reach(Duration step, Duration finer) {
        return finer.multipliedBy(values(step, finer, THIRD));
    }

    private static int values(Duration step, Duration finer, int parts) {
        int whole = Math.toIntExact(step.dividedBy(finer));
        return (whole + parts - 1) / parts;
    }

    /**
     * The ends of the epoch-aligned intervals of {@code step} that {@code finer} touches: the mean of the values that lie in a part, of one
     * that is longer than the part too, and missing when half of them are.
     *
     * @param finer on a {@link #finerStep}
     */
    public static IntervalEnds of(LoadSeries finer, Duration step) {
        TimeGrid grid = TimeGrid.covering(
                new Interval(finer.grid().start(), finer.grid().end()), step);
        return new IntervalEnds(last(finer, grid, FIFTEENTH), last(finer, grid, THIRD));
    }

    public TimeGrid grid() {
        return third.grid();
    }

    /** End of the last interval of which it is known how it ended; the start of the first where none is. */
    public Instant knownUntil() {
        int known = third.length();
        while (known > 0 && third.isMissing(known - 1)) {
            known--;
        }
        return grid().startOf(known);
    }

    /** The part of it that ends by {@code instant}, which is not before its start. */
    public IntervalEnds before(Instant instant) {
        int length = Math.min(grid().length(), grid().indexOf(instant));
        return new IntervalEnds(fifteenth.slice(0, length), third.slice(0, length));
    }

    private static LoadSeries last(LoadSeries finer, TimeGrid grid, int parts) {
        int whole = values(grid.step(), finer.grid().step(), 1);
        int count = values(grid.step(), finer.grid().step(), parts);
        int first = finer.grid().indexOf(grid.start());
        double[] values = finer.toArray();
        return LoadSeries.ofArray(
                grid,
                IntStream.range(0, grid.length())
                        .mapToDouble(i -> mean(values, first + (i + 1) * whole - count, count))
                        .toArray());
    }

    private static double mean(double[] values, int from, int count) {
        double[] known = IntStream.range(Math.max(0, from), Math.min(values.length, from + count))
                .mapToDouble(i -> values[i])
                .filter(value -> !Double.isNaN(value))
                .toArray();
        return 2 * known.length > count ? Arrays.stream(known).average().orElseThrow() : Double.NaN;
    }
}
