package org.loadcast.training.forecaster.neural;

import org.loadcast.features.forecast.Quantiles;

/**
 * Turns the raw outputs of a network into quantiles that cannot cross.
 *
 * <p>The output at the median's place is the median; every other one is an increment away from it, made positive by
 * softplus. The loss is the pinball loss (R. Koenker and G. Bassett, Regression Quantiles, 1978), averaged over the
 * quantiles and doubled, so that for the median alone it is the absolute error. Immutable.
 */
final class QuantileHead {

    private final double[] levels;
    private final int median;

    QuantileHead(Quantiles quantiles) {
        levels = quantiles.toArray();
        median = quantiles.medianIndex();
    }

    int size() {
        return levels.length;
    }

    /** Writes the quantiles of the raw outputs that start at {@code offset}, rising. */
    void compose(float[] raw, int offset, double[] quantiles) {
        quantiles[median] = raw[offset + median];
        for (int k = median + 1; k < levels.length; k++) {
            quantiles[k] = quantiles[k - 1] + softplus(raw[offset + k]);
        }
        for (int k = median - 1; k >= 0; k--) {
            quantiles[k] = quantiles[k + 1] - softplus(raw[offset + k]);
        }
    }

    /** Twice the mean pinball loss of {@code quantiles} against {@code actual}. */
    double loss(double[] quantiles, double actual) {
        double sum = 0;
        for (int k = 0; k < levels.length; k++) {
            double error = actual - quantiles[k];
            sum += error > 0 ? levels[k] * error : (levels[k] - 1) * error;
        }
        return 2 * sum / levels.length;
    }

    /** Writes the gradient of {@link #loss} by the raw outputs, both starting at {@code offset}. */
    void gradient(float[] raw, int offset, double[] quantiles, double actual, float[] gradient) {
        double above = 0;
        for (int k = levels.length - 1; k > median; k--) {
            above += slope(k, quantiles, actual);
            gradient[offset + k] = (float) (above * sigmoid(raw[offset + k]));
        }
        double below = 0;
        for (int k = 0; k < median; k++) {
            below += slope(k, quantiles, actual);
            gradient[offset + k] = (float) (-below * sigmoid(raw[offset + k]));
        }
        gradient[offset + median] = (float) (above + below + slope(median, quantiles, actual));
    }

    private double slope(int k, double[] quantiles, double actual) {
        return 2 * (actual > quantiles[k] ? -levels[k] : 1 - levels[k]) / levels.length;
    }

    private static double softplus(double x) {
        return x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x));
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
