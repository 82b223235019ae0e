package org.loadcast.training.forecaster.boosting;

import java.util.Arrays;

/** Rows to boost on: inputs (NaN where missing) and targets. */
final class BoosterRows {

    private final int width;
    private final float[] inputs;
    private final float[] targets;

    /** {@code inputs} row after row; neither array is copied. */
    BoosterRows(int width, float[] inputs, float[] targets) {
        this.width = width;
        this.inputs = inputs;
        this.targets = targets;
    }

    int count() {
        return targets.length;
    }

    int width() {
        return width;
    }

    float[] inputs() {
        return inputs;
    }

    float target(int row) {
        return targets[row];
    }

    double median() {
        float[] sorted = targets.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** Mean absolute distance of the targets from {@code centre}; 1 where that is zero. */
    double meanDeviation(double centre) {
        double sum = 0;
        for (float target : targets) {
            sum += Math.abs(target - centre);
        }
        return sum > 0 ? sum / targets.length : 1;
    }
}
