package org.loadcast.training.metrics;

/**
 * The quantile loss: smallest in expectation when the forecast is the true quantile (Koenker and Bassett, "Regression
 * Quantiles", 1978).
 */
public final class Pinball {

    private Pinball() {}

    /** Loss of forecasting {@code forecast} for quantile {@code level} when {@code measured} came; in their unit, not doubled. */
    public static double loss(double level, double measured, double forecast) {
        double missed = measured - forecast;
        return Math.max(level * missed, (level - 1) * missed);
    }
}
