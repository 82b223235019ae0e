package org.loadcast.features.view;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.loadcast.features.series.TimeGrid;
import org.loadcast.features.weather.WeatherTable;

/**
 * One weather variable of one location laid on a grid, each value with the instant from which it may be used.
 *
 * <p>Sources finer than the grid are averaged over the step. Coarser ones are interpolated linearly between two rows; until
 * the later row is known, the newest known one is held. What is seen at a moment is thus the same whether later rows are stored
 * already or not.
 */
final class WeatherColumn {

    /** Values further apart than this are a gap, not a slope. */
    private static final long LONGEST_BRIDGE_SECONDS = 6 * 3600;

    /** Says nothing at any time. */
    static final WeatherColumn EMPTY =
            new WeatherColumn(new TimeGrid(Instant.EPOCH, Duration.ofSeconds(1), 0), 0, 0, Rows.NONE);

    private final int first;
    private final long firstSecond;
    private final long step;
    private final double[] values;
    private final long[] knownFrom;
    private final long sourceStep;
    private final long[] heldSeconds;
    private final double[] heldValues;

    /**
     * A column of missing values on {@code part} of a grid, the first at index {@code first} of the whole.
     *
     * @param sourceStep length of the source's intervals in seconds: so long after its time a row is known
     * @param held the source's values, for where no later row is known; none for a source that is averaged
     */
    private WeatherColumn(TimeGrid part, int first, long sourceStep, Rows held) {
        this.first = first;
        this.firstSecond = part.start().getEpochSecond();
        this.step = part.step().toSeconds();
        this.values = new double[part.length()];
        this.knownFrom = new long[part.length()];
        this.sourceStep = sourceStep;
        this.heldSeconds = held.seconds;
        this.heldValues = held.values;
        Arrays.fill(values, Double.NaN);
        Arrays.fill(knownFrom, Long.MAX_VALUE);
    }

    /** Rows that hold a value, by time. */
    @SuppressWarnings("ArrayRecordComponent") // passed on and not compared
    private record Rows(long[] seconds, double[] values) {

        static final Rows NONE = new Rows(new long[0], new double[0]);

        static Rows of(WeatherTable table, String variable) {
            int[] present = IntStream.range(0, table.rows())
                    .filter(row -> !Double.isNaN(table.value(variable, row)))
                    .toArray();
            return new Rows(
                    Arrays.stream(present)
                            .mapToLong(row -> table.timestamp(row).getEpochSecond())
                            .toArray(),
                    Arrays.stream(present)
                            .mapToDouble(row -> table.value(variable, row))
                            .toArray());
        }
    }

    static WeatherColumn of(WeatherTable table, String variable, TimeGrid grid) {
        long sourceStep = table.nativeStep().toSeconds();
        long step = grid.step().toSeconds();
        int first = covered(table, 0, 0, grid);
        int end = covered(table, table.rows() - 1, reach(sourceStep) + step, grid);
        TimeGrid part = grid.slice(first, end);
        if (sourceStep < step) {
            WeatherColumn column = new WeatherColumn(part, first, sourceStep, Rows.NONE);
            column.average(table, variable, part);
            return column;
        }
        WeatherColumn column = new WeatherColumn(part, first, sourceStep, Rows.of(table, variable));
        column.interpolate();
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

    private void average(WeatherTable table, String variable, TimeGrid grid) {
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
                knownFrom[i] = secondOf(i) + step;
            }
        }
    }

    private long secondOf(int i) {
        return firstSecond + i * step;
    }

    private void interpolate() {
        int right = 0;
        for (int i = 0; i < values.length; i++) {
            long at = secondOf(i);
            while (right < heldSeconds.length && heldSeconds[right] <= at) {
                right++;
            }
            if (right > 0) {
                place(i, at, right - 1, right);
            }
        }
    }

    /** Interpolates at {@code at} between row {@code left}, which is not later, and row {@code right}, if there is one. */
    private void place(int i, long at, int left, int right) {
        long leftAt = heldSeconds[left];
        if (leftAt == at) {
            values[i] = heldValues[left];
            knownFrom[i] = leftAt + sourceStep;
        } else if (right < heldSeconds.length && heldSeconds[right] - leftAt <= reach(sourceStep)) {
            double share = (double) (at - leftAt) / (heldSeconds[right] - leftAt);
            values[i] = heldValues[left] + share * (heldValues[right] - heldValues[left]);
            knownFrom[i] = heldSeconds[right] + sourceStep;
        }
    }

    /** The value at {@code gridIndex} as known at {@code epochSecond}, NaN when nothing is known. */
    double valueKnownAt(int gridIndex, long epochSecond) {
        int index = gridIndex - first;
        if (index < 0 || index >= values.length) {
            return Double.NaN;
        }
        return knownFrom[index] <= epochSecond ? values[index] : held(secondOf(index), epochSecond);
    }

    /** The newest value not later than {@code at} that was known at {@code epochSecond}; NaN when it is too old. */
    private double held(long at, long epochSecond) {
        int found = Arrays.binarySearch(heldSeconds, Math.min(at, epochSecond - sourceStep));
        int row = found >= 0 ? found : -found - 2;
        return row < 0 || at - heldSeconds[row] >= reach(sourceStep) ? Double.NaN : heldValues[row];
    }
}
