package org.loadcast.training.blend;

import java.util.Arrays;
import java.util.List;
import org.loadcast.features.view.PointInTimeView;
import org.loadcast.training.forecaster.ForecastContext;

/**
 * The weighted mean of members' forecasts, row by row.
 *
 * <p>A member that has no finite forecast for a row (its newest value is missing, say) is left out there and the others' weights grow;
 * where all are silent the newest known load stands in.
 */
final class WeightedMean {

    private final PointInTimeView view;
    private final int[] blocks;
    private final double[] sums;
    private final double[] weights;

    WeightedMean(ForecastContext context, LeadBlocks blocks) {
        this.view = context.view();
        this.blocks = blocks.ofRows(context);
        this.sums = new double[this.blocks.length];
        this.weights = new double[this.blocks.length];
    }

    /**
     * Adds a member.
     *
     * @param medians its forecast, kW
     * @param ofBlocks its weight in each block of lead times
     */
    void add(double[] medians, List<Double> ofBlocks) {
        for (int row = 0; row < sums.length; row++) {
            if (Double.isFinite(medians[row])) {
                double weight = ofBlocks.get(blocks[row]);
                sums[row] += weight * medians[row];
                weights[row] += weight;
            }
        }
    }

    double[] values() {
        double[] values = new double[sums.length];
        if (Arrays.stream(weights).anyMatch(w -> w == 0)) {
            Arrays.fill(values, newestLoad());
        }
        for (int row = 0; row < values.length; row++) {
            if (weights[row] > 0) {
                values[row] = sums[row] / weights[row];
            }
        }
        return values;
    }

    private double newestLoad() {
        for (int i = view.cutoffIndex() - 1; i >= 0; i--) {
            if (!Double.isNaN(view.load(i))) {
                return view.load(i);
            }
        }
        return 0;
    }
}
