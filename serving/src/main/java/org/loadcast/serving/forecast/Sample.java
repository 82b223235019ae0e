package org.loadcast.serving.forecast;

import java.util.Arrays;
import org.loadcast.features.forecast.Quantiles;

/** A growing set of values whose empirical quantiles are asked. Not thread-safe. */
public final class Sample {

    private double[] values = new double[64];
    private int size;

    public void add(double value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size++] = value;
    }

    void addAll(Sample other) {
        for (int i = 0; i < other.size; i++) {
            add(other.values[i]);
        }
    }

    int size() {
        return size;
    }

    /**
     * Empirical quantiles by linear interpolation between order statistics (definition 7 of Hyndman and Fan, 1996).
     *
     * @throws IllegalStateException when the sample is empty
     */
    public double[] quantiles(Quantiles levels) {
        if (size == 0) {
            throw new IllegalStateException("An empty sample has no quantiles.");
        }
        double[] sorted = Arrays.copyOf(values, size);
        Arrays.sort(sorted);
        double[] result = new double[levels.count()];
        for (int q = 0; q < result.length; q++) {
            double position = levels.level(q) * (size - 1);
            int below = (int) position;
            int above = Math.min(below + 1, size - 1);
            result[q] = sorted[below] + (position - below) * (sorted[above] - sorted[below]);
        }
        return result;
    }
}
