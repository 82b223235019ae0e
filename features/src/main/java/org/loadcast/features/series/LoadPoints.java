package org.loadcast.features.series;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Mean powers of one meter as they were reported, in any order and on no particular grid: each with the start of its
 * interval, in kW.
 *
 * <p>A collector between a source of readings and a {@link LoadSeries}. Not thread-safe.
 */
public final class LoadPoints {

    private long[] seconds = new long[256];
    private double[] kilowatts = new double[256];
    private int size;
    private boolean sorted = true;

    /**
     * Adds one point.
     *
     * @param epochSecond start of its interval
     * @throws IllegalArgumentException when {@code value} is NaN or infinite; leave a missing value out
     */
    public void add(long epochSecond, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("Load " + value + " kW at " + Instant.ofEpochSecond(epochSecond)
                    + " is not a number. Leave a missing value out.");
        }
        if (size == seconds.length) {
            seconds = Arrays.copyOf(seconds, 2 * size);
            kilowatts = Arrays.copyOf(kilowatts, 2 * size);
        }
        sorted = sorted && (size == 0 || seconds[size - 1] <= epochSecond);
        seconds[size] = epochSecond;
        kilowatts[size] = value;
        size++;
    }

    public int size() {
        return size;
    }

    /** The usual distance of two points: the median of all; empty with fewer than two distinct instants. */
    public Optional<Duration> nativeStep() {
        sort();
        long[] gaps = IntStream.range(1, size)
                .mapToLong(i -> seconds[i] - seconds[i - 1])
                .filter(gap -> gap > 0)
                .sorted()
                .toArray();
        return gaps.length == 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(gaps[gaps.length / 2]));
    }

    /**
     * The points laid on epoch-aligned intervals of {@code step}, from the first to the last; an interval without a point is
     * missing, and one with several has their mean.
     *
     * @param step the native step of the points, or the mean of a coarser one would hide that a part is missing
     */
    public LoadSeries toSeries(Duration step) {
        if (size == 0) {
            return LoadSeries.builder(new TimeGrid(Instant.EPOCH, step, 0)).build();
        }
        sort();
        TimeGrid grid = TimeGrid.covering(
                new Interval(Instant.ofEpochSecond(seconds[0]), Instant.ofEpochSecond(seconds[size - 1] + 1)), step);
        double[] sums = new double[grid.length()];
        int[] counts = new int[grid.length()];
        for (int i = 0; i < size; i++) {
            int index = grid.indexOf(Instant.ofEpochSecond(seconds[i]));
            sums[index] += kilowatts[i];
            counts[index]++;
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] = counts[i] == 0 ? Double.NaN : sums[i] / counts[i];
        }
        return LoadSeries.ofArray(grid, sums);
    }

    private void sort() {
        if (sorted) {
            return;
        }
        int[] order = IntStream.range(0, size)
                .boxed()
                .sorted((a, b) -> Long.compare(seconds[a], seconds[b]))
                .mapToInt(Integer::intValue)
                .toArray();
        seconds = Arrays.stream(order).mapToLong(i -> seconds[i]).toArray();
        kilowatts = Arrays.stream(order).mapToDouble(i -> kilowatts[i]).toArray();
        sorted = true;
    }
}
