package org.loadcast.features.view;

import java.util.Arrays;
import org.loadcast.features.series.TimeGrid;
import org.loadcast.features.weather.WeatherTable;

/**
 * One weather variable of one location laid on a grid, each value with the instant from which it may be used.
 *
 * <p>Sources finer than the grid are averaged over the step. Coarser ones are interpolated linearly between two rows; until
 * the later row is known the earlier one is held, so an interpolated value never carries news from after a cutoff.
 */
final class WeatherColumn {

    /** Values further apart than this are a gap, not a slope. */
    private static final long LONGEST_BRIDGE_SECONDS = 6 * 3600;

    private final int first;
    private final double[] values;
    private final long[] knownFrom;
    private final double[] held;
    private final long[] heldFrom;

    /** A column of {@code length} missing values, the first at index {@code first} of the grid. */
    private WeatherColumn(int first, int length) {
        this.first = first;
        values = filled(length);
        held = filled(length);
        knownFrom = new long[length];
        heldFrom = new long[length];
        Arrays.fill(knownFrom, Long.MAX_VALUE);
        Arrays.fill(heldFrom, Long.MAX_VALUE);
    }

    private static double[] filled(int length) {
        double[] array = new double[length];
        Arrays.fill(array, Double.NaN);
        return array;
    }

    static WeatherColumn empty(TimeGrid grid) {
        return new WeatherColumn(0, grid.length());
    }

    static WeatherColumn of(WeatherTable table, String variable, TimeGrid grid) {
        long sourceStep = table.nativeStep().toSeconds();
        long step = grid.step().toSeconds();
        int first = covered(table, 0, 0, grid);
        int end = covered(table, table.rows() - 1, reach(sourceStep) + step, grid);
        WeatherColumn column = new WeatherColumn(first, end - first);
        TimeGrid part = grid.slice(first, end);
        if (sourceStep < step) {
            column.average(table, variable, part, step);
        } else {
            column.interpolate(table, variable, part, sourceStep);
        }
        return column;
    }

    /** Index of the interval {@code seconds} after {@code row}, kept inside the grid: a run of days needs no year. */
    private static int covered(WeatherTable table, int row, long seconds, TimeGrid grid) {
        return table.rows() == 0
                ? 0
                : Math.max(
                        0,
                        Math.min(
                                grid.length(), grid.indexOf(table.timestamp(row).plusSeconds(seconds))));
    }

    /** How long a value may stand in for those after it. */
    private static long reach(long sourceStep) {
        return Math.max(sourceStep, LONGEST_BRIDGE_SECONDS);
    }

    private void average(WeatherTable table, String variable, TimeGrid grid, long step) {
        double[] sums = new double[values.length];
        int[] counts = new int[values.length];
        for (int row = 0; row < table.rows(); row++) {
            int i = grid.indexOf(table.timestamp(row));
            double value = table.value(variable, row);
            if (i >= 0 && i < values.length && !Double.isNaN(value)) {
                sums[i] += value;
                counts[i]++;
            }
        }
        for (int i = 0; i < values.length; i++) {
            if (counts[i] > 0) {
                values[i] = sums[i] / counts[i];
                knownFrom[i] = grid.startOf(i).getEpochSecond() + step;
            }
        }
    }

    private void interpolate(WeatherTable table, String variable, TimeGrid grid, long sourceStep) {
        int left = -1;
        int row = 0;
        for (int i = 0; i < values.length; i++) {
            long at = grid.startOf(i).getEpochSecond();
            while (row < table.rows() && table.timestamp(row).getEpochSecond() <= at) {
                left = Double.isNaN(table.value(variable, row)) ? left : row;
                row++;
            }
            int right = row;
            while (right < table.rows() && Double.isNaN(table.value(variable, right))) {
                right++;
            }
            place(table, variable, sourceStep, i, at, left, right < table.rows() ? right : -1);
        }
    }

    private void place(WeatherTable table, String variable, long sourceStep, int i, long at, int left, int right) {
        if (left < 0) {
            return;
        }
        long leftAt = table.timestamp(left).getEpochSecond();
        double leftValue = table.value(variable, left);
        if (at - leftAt >= reach(sourceStep)) {
            return;
        }
        held[i] = leftValue;
        heldFrom[i] = leftAt + sourceStep;
        if (leftAt == at) {
            values[i] = leftValue;
            knownFrom[i] = heldFrom[i];
        } else if (right >= 0) {
            long rightAt = table.timestamp(right).getEpochSecond();
            if (rightAt - leftAt <= reach(sourceStep)) {
                double share = (double) (at - leftAt) / (rightAt - leftAt);
                values[i] = leftValue + share * (table.value(variable, right) - leftValue);
                knownFrom[i] = rightAt + sourceStep;
            }
        }
    }

    /** The value at {@code gridIndex} as known at {@code epochSecond}, NaN when nothing is known. */
    double valueKnownAt(int gridIndex, long epochSecond) {
        int index = gridIndex - first;
        if (index < 0 || index >= values.length) {
            return Double.NaN;
        }
        if (knownFrom[index] <= epochSecond) {
            return values[index];
        }
        return heldFrom[index] <= epochSecond ? held[index] : Double.NaN;
    }
}
