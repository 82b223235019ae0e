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
    private final double[] bandSums;
    private final double[] bandWeights;

    WeightedMean(ForecastContext context, LeadBlocks blocks) {
        this.view = context.view();
        this.blocks = blocks.ofRows(context);
        this.sums = new double[this.blocks.length];
        this.weights = new double[this.blocks.length];
        this.bandSums = new double[this.blocks.length];
        this.bandWeights = new double[this.blocks.length];
    }

    /**
     * Adds a member.
     *
     * @param outline its forecast
     * @param ofBlocks its weight in each block of lead times
     */
    void add(Outline outline, List<Double> ofBlocks) {
        for (int row = 0; row < sums.length; row++) {
            double weight = ofBlocks.get(blocks[row]);
            float median = outline.medians()[row];
            float band = outline.bands()[row];
            if (Float.isFinite(median)) {
                sums[row] += weight * median;
                weights[row] += weight;
            }
            if (band > 0 && Float.isFinite(band)) {
                bandSums[row] += weight * band;
                bandWeights[row] += weight;
            }
        }
    }

    /** Medians, kW. */
    float[] medians() {
        float[] means = new float[sums.length];
        if (Arrays.stream(weights).anyMatch(w -> w == 0)) {
            Arrays.fill(means, newestLoad());
        }
        return means(sums, weights, means);
    }

    /**
     * P90 - P10 of the members that give more than a point, kW.
     *
     * @param otherwise where none does, kW
     */
    float[] bands(float[] otherwise) {
        return means(bandSums, bandWeights, otherwise.clone());
    }

    private static float[] means(double[] sums, double[] weights, float[] means) {
        for (int row = 0; row < means.length; row++) {
            if (weights[row] > 0) {
                means[row] = (float) (sums[row] / weights[row]);
            }
        }
        return means;
    }

    private float newestLoad() {
        for (int i = view.cutoffIndex() - 1; i >= 0; i--) {
            if (!Double.isNaN(view.load(i))) {
                return (float) view.load(i);
            }
        }
        return 0;
    }
}
