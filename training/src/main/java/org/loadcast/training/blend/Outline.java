package org.loadcast.training.blend;

import org.loadcast.features.forecast.Quantiles;

/**
 * What a blend takes from a member's forecast.
 *
 * @param medians of every target, kW
 * @param bands P90 - P10 of every target, kW; zero where the member gives no more than a point
 */
@SuppressWarnings("ArrayRecordComponent") // handed from the member to the mean, and not compared
record Outline(float[] medians, float[] bands) {

    private static final double LOW = 0.1;
    private static final double HIGH = 0.9;

    /** The outline of a forecast in kW, rows = targets, columns = {@code quantiles}. */
    static Outline of(double[][] forecast, Quantiles quantiles) {
        float[] medians = new float[forecast.length];
        float[] bands = new float[forecast.length];
        for (int row = 0; row < forecast.length; row++) {
            medians[row] = (float) forecast[row][quantiles.medianIndex()];
            bands[row] = (float) (quantiles.at(forecast[row], HIGH) - quantiles.at(forecast[row], LOW));
        }
        return new Outline(medians, bands);
    }
}
