package org.loadcast.training.forecaster.tabular;

import java.util.Arrays;
import java.util.List;
import org.loadcast.training.forecaster.ForecastContext;
import org.loadcast.training.forecaster.TrainingSet;

/**
 * The rows of a training set: one a target interval with a measured load.
 *
 * <p>Rows follow the examples, and in an example the lead times.
 */
public final class TrainingRows {

    private final int width;
    private final float[] inputs;
    private final float[] targets;
    private final int[] slots;
    private final long[] cutoffSeconds;

    private TrainingRows(int width, int rows) {
        this.width = width;
        this.inputs = new float[rows * width];
        this.targets = new float[rows];
        this.slots = new int[rows];
        this.cutoffSeconds = new long[rows];
    }

    /** Encodes {@code set}; rows whose target cannot be formed are left out. */
    public static TrainingRows of(TrainingSet set, TabularEncoding encoding) {
        return of(PooledExamples.of(List.of(set)), encoding);
    }

    /** Encodes examples of many meters, in their order; rows whose target cannot be formed are left out. */
    public static TrainingRows of(PooledExamples examples, TabularEncoding encoding) {
        int width = encoding.columns().size();
        TrainingRows rows = new TrainingRows(width, examples.targets());
        int count = 0;
        for (ForecastContext example : examples.inOrder()) {
            TabularEncoding.Bound bound = encoding.bind(example);
            for (int row = 0; row < example.target().length(); row++) {
                double target = bound.target(row, examples.actual(example, row));
                if (Double.isFinite(target)) {
                    bound.inputs(row, rows.inputs, count * width);
                    rows.targets[count] = (float) target;
                    rows.slots[count] = example.view().clock().slot(example.targetIndex(row));
                    rows.cutoffSeconds[count] = example.view().cutoff().getEpochSecond();
                    count++;
                }
            }
        }
        return rows.first(count);
    }

    private TrainingRows first(int count) {
        if (count == targets.length) {
            return this;
        }
        TrainingRows rows = new TrainingRows(width, count);
        System.arraycopy(inputs, 0, rows.inputs, 0, count * width);
        System.arraycopy(targets, 0, rows.targets, 0, count);
        System.arraycopy(slots, 0, rows.slots, 0, count);
        System.arraycopy(cutoffSeconds, 0, rows.cutoffSeconds, 0, count);
        return rows;
    }

    public int rows() {
        return targets.length;
    }

    public int width() {
        return width;
    }

    /** All inputs, row after row; NaN where missing. Not a copy: do not write. */
    public float[] inputs() {
        return inputs;
    }

    public float input(int row, int column) {
        return inputs[row * width + column];
    }

    /** All targets in the encoding's form. Not a copy: do not write. */
    public float[] targets() {
        return targets;
    }

    public float target(int row) {
        return targets[row];
    }

    /** Local time of day of the target, in whole steps. */
    public int slot(int row) {
        return slots[row];
    }

    /** The cutoff of the row's example, in seconds since 1970. */
    public long cutoffSecond(int row) {
        return cutoffSeconds[row];
    }

    @Override
    public String toString() {
        return "TrainingRows[" + rows() + " x " + width + ", targets from "
                + Arrays.toString(Arrays.copyOf(targets, Math.min(3, targets.length))) + "]";
    }
}
