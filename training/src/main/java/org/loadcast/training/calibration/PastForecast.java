package org.loadcast.training.calibration;

import java.util.Arrays;

/**
 * A forecast of the past as it would have been issued.
 *
 * <p>Rows = target intervals, consecutive on the meter's raster.
 */
public final class PastForecast {

    private final long cutoffSecond;
    private final long firstTargetSecond;
    private final double[] median;
    private final double[] spread;

    /**
     * A past forecast.
     *
     * @param cutoffSecond its cutoff, seconds since 1970
     * @param firstTargetSecond start of its first target interval
     * @param median of every target interval, kW
     * @param spread how widely the load usually scatters there, kW, zero or more
     */
    public PastForecast(long cutoffSecond, long firstTargetSecond, double[] median, double[] spread) {
        this.cutoffSecond = cutoffSecond;
        this.firstTargetSecond = firstTargetSecond;
        this.median = toFloatPrecision(median);
        this.spread = toFloatPrecision(spread);
    }

    /** What is kept on disk is kept in memory, so that a loaded model forecasts the same. */
    private static double[] toFloatPrecision(double[] values) {
        return Arrays.stream(values).map(v -> (float) v).toArray();
    }

    public long cutoffSecond() {
        return cutoffSecond;
    }

    public long firstTargetSecond() {
        return firstTargetSecond;
    }

    int rows() {
        return median.length;
    }

    double median(int row) {
        return median[row];
    }

    /** A copy of the medians, kW. */
    public double[] medians() {
        return median.clone();
    }

    /** A copy of the spreads, kW. */
    public double[] spreads() {
        return spread.clone();
    }

    double spread(int row) {
        return spread[row];
    }

    @Override
    public String toString() {
        return "PastForecast[cutoff " + cutoffSecond + ", " + Arrays.toString(median) + "]";
    }
}
