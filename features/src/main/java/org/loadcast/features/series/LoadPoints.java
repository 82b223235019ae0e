package org.loadcast.features.series;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Mean powers of one meter as they were reported, in any order and on no particular grid: each with the start of its
 * interval, in kW.
 *
 * <p>A collector between a source of readings and a {@link LoadSeries}. Not thread-safe.
 */
public final class LoadPoints {

    private final TimedValues points = new TimedValues("Load in kW");

    /**
     * Adds one point.
     *
     * @param epochSecond start of its interval
     * @throws IllegalArgumentException when {@code kilowatts} is NaN or infinite; leave a missing value out
     */
    public void add(long epochSecond, double kilowatts) {
        points.add(epochSecond, kilowatts);
    }

    public int size() {
        return points.size();
    }

    /** The usual distance of two points, the median of all; empty with fewer than two distinct instants. */
    public Optional<Duration> nativeStep() {
        return points.usualDistance();
    }

    /**
     * The points laid on epoch-aligned intervals of {@code step}, from the first to the last; an interval without a point is
     * missing, and one with several has their mean.
     *
     * @param step the native step of the points; a {@link Resampler} goes on to other steps from there
     */
    public LoadSeries toSeries(Duration step) {
        if (points.size() == 0) {
            return LoadSeries.builder(new TimeGrid(Instant.EPOCH, step, 0)).build();
        }
        TimeGrid grid = TimeGrid.covering(
                new Interval(
                        Instant.ofEpochSecond(points.second(0)),
                        Instant.ofEpochSecond(points.second(points.size() - 1) + 1)),
                step);
        double[] sums = new double[grid.length()];
        int[] counts = new int[grid.length()];
        for (int i = 0; i < points.size(); i++) {
            int index = grid.indexOf(Instant.ofEpochSecond(points.second(i)));
            sums[index] += points.value(i);
            counts[index]++;
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] = counts[i] == 0 ? Double.NaN : sums[i] / counts[i];
        }
        return LoadSeries.ofArray(grid, sums);
    }
}
