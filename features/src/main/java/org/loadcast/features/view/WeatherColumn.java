package org.loadcast.features.view;

import java.time.Instant;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.loadcast.features.series.TimeGrid;
import org.loadcast.features.weather.WeatherTable;

/**
 * One weather variable of one location laid on a grid, each value with the instant from which it may be used.
 *
 * <p>Sources finer than the grid are averaged over the step. Coarser ones are interpolated linearly between two rows; until
 * the later row is known the newest known one is held, for six hours at most. So an interpolated value never carries news
 * from after a cutoff, and what is shown at a cutoff does not depend on how far the table goes on after it.
 */
final class WeatherColumn {

    /** Values further apart than this are a gap, not a slope. */
    private static final long LONGEST_BRIDGE_SECONDS = 6 * 3600;

    private final TimeGrid grid;
    private final int first;
    private final long sourceStep;
    private final double[] values;
    private final long[] knownFrom;
    /** The newest row at or before each index, and its time. */
    private final double[] held;

    private final long[] heldAt;

    /** A column of missing values over {@code [first, end)} of {@code grid}. */
    private WeatherColumn(TimeGrid grid, int first, int end, long sourceStep) {
        this.grid = grid;
        this.first = first;
        this.sourceStep = sourceStep;
        values = filled(end - first);
        held = filled(end - first);
        knownFrom = new long[end - first];
        heldAt = new long[end - first];
        Arrays.fill(knownFrom, Long.MAX_VALUE);
    }

    private static double[] filled(int length) {
        double[] array = new double[length];
        Arrays.fill(array, Double.NaN);
        return array;
    }

    static WeatherColumn empty(TimeGrid grid) {
        return new WeatherColumn(grid, 0, 0, grid.step().toSeconds());
    }

    static WeatherColumn of(WeatherTable table, String variable, TimeGrid grid) {
        int[] rows = IntStream.range(0, table.rows())
                .filter(row -> !Double.isNaN(table.value(variable, row)))
                .toArray();
        if (rows.length == 0) {
            return empty(grid);
        }
        long[] times = Arrays.stream(rows)
                .mapToLong(row -> table.timestamp(row).getEpochSecond())
                .toArray();
        double[] values = Arrays.stream(rows)
                .mapToDouble(row -> table.value(variable, row))
                .toArray();
        long sourceStep = table.nativeStep().toSeconds();
        int first = inside(grid, times[0]);
        int end = inside(
                grid, times[times.length - 1] + reach(sourceStep) + grid.step().toSeconds());
        WeatherColumn column = new WeatherColumn(grid, first, end, sourceStep);
        if (sourceStep < grid.step().toSeconds()) {
            column.average(times, values);
        } else {
            column.interpolate(times, values);
        }
        return column;
    }

    /** Index of the interval at {@code epochSecond}, kept inside the grid: a run of days needs no year. */
    private static int inside(TimeGrid grid, long epochSecond) {
        return Math.max(0, Math.min(grid.length(), grid.indexOf(Instant.ofEpochSecond(epochSecond))));
    }

    /** How long a value may stand in for those after it. */
    private static long reach(long sourceStep) {
        return Math.max(sourceStep, LONGEST_BRIDGE_SECONDS);
    }

    /** When the last row of {@code table}, which is not empty, is too old to stand in for later ones. */
    static Instant endOf(WeatherTable table) {
        return table.timestamp(table.rows() - 1)
                .plusSeconds(reach(table.nativeStep().toSeconds()));
    }

    private long secondOf(int index) {
        return grid.startOf(first + index).getEpochSecond();
    }

    private void average(long[] times, double[] rows) {
        double[] sums = new double[values.length];
        int[] counts = new int[values.length];
        for (int row = 0; row < rows.length; row++) {
            int i = grid.indexOf(Instant.ofEpochSecond(times[row])) - first;
            if (i >= 0 && i < values.length) {
                sums[i] += rows[row];
                counts[i]++;
            }
        }
        for (int i = 0; i < values.length; i++) {
            if (counts[i] > 0) {
                values[i] = sums[i] / counts[i];
                knownFrom[i] = secondOf(i + 1);
            }
        }
    }

    private void interpolate(long[] times, double[] rows) {
        int right = 0;
        for (int i = 0; i < values.length; i++) {
            long at = secondOf(i);
            while (right < times.length && times[right] <= at) {
                right++;
            }
            int left = right - 1;
            if (left >= 0) {
                held[i] = rows[left];
                heldAt[i] = times[left];
                if (times[left] == at) {
                    values[i] = rows[left];
                    knownFrom[i] = at + sourceStep;
                } else if (right < times.length && times[right] - times[left] <= reach(sourceStep)) {
                    double share = (double) (at - times[left]) / (times[right] - times[left]);
                    values[i] = rows[left] + share * (rows[right] - rows[left]);
                    knownFrom[i] = times[right] + sourceStep;
                }
            }
        }
    }

    /** The value at {@code gridIndex} as measured or interpolated by {@code epochSecond}, NaN when it was not known. */
    double exactAt(int gridIndex, long epochSecond) {
        int index = gridIndex - first;
        return index >= 0 && index < values.length && knownFrom[index] <= epochSecond ? values[index] : Double.NaN;
    }

    /** The value at {@code gridIndex} as known at {@code epochSecond}, else the newest known one; NaN when that is old. */
    double valueKnownAt(int gridIndex, long epochSecond) {
        double exact = exactAt(gridIndex, epochSecond);
        int index = gridIndex - first;
        if (!Double.isNaN(exact) || index < 0 || index >= values.length) {
            return exact;
        }
        long newest = Math.floorDiv(
                epochSecond - sourceStep - secondOf(0), grid.step().toSeconds());
        int from = (int) Math.min(index, newest);
        boolean fresh = from >= 0 && secondOf(index) - heldAt[from] < reach(sourceStep);
        return fresh ? held[from] : Double.NaN;
    }
}
