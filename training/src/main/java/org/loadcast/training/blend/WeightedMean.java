package org.loadcast.training.blend;

import java.util.Arrays;
import org.loadcast.features.view.PointInTimeView;

/**
 * The weighted mean of members' forecasts, row by row.
 *
 * <p>A member that has no finite forecast for a row (its newest value is missing, say) is left out there and the others' weights grow;
 * where all are silent the newest known load stands in.
 */
final class WeightedMean {

    private final double[] sums;
    private final double[] weights;

    WeightedMean(int rows) {
        sums = new double[rows];
        weights = new double[rows];
    }

    void add(int row, double value, double weight) {
        if (Double.isFinite(value)) {
            sums[row] += weight * value;
            weights[row] += weight;
        }
    }

    double[] values(PointInTimeView view) {
        double[] values = new double[sums.length];
        if (Arrays.stream(weights).anyMatch(w -> w == 0)) {
            Arrays.fill(values, newestLoad(view));
        }
        for (int row = 0; row < values.length; row++) {
            if (weights[row] > 0) {
                values[row] = sums[row] / weights[row];
            }
        }
        return values;
    }

    private static double newestLoad(PointInTimeView view) {
        for (int i = view.cutoffIndex() - 1; i >= 0; i--) {
            if (!Double.isNaN(view.load(i))) {
                return view.load(i);
            }
        }
        return 0;
    }
}
