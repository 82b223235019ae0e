package org.loadcast.training.calibration;

import java.time.Instant;
import java.util.Arrays;
import org.loadcast.features.series.TimeGrid;

/**
 * The forecast of a cutoff before it is calibrated: the one asked for, or one of the past as it would have been issued.
 *
 * <p>Rows = target intervals, consecutive on the meter's raster. What a file keeps is kept in memory, single precision, so that a
 * loaded model forecasts the same.
 */
public final class PastForecast {

    private final long cutoffSecond;
    private final long firstTargetSecond;
    private final float[] median;
    private final float[] spread;
    private final float[] band;

    /**
     * A past forecast.
     *
     * @param cutoffSecond its cutoff, seconds since 1970
     * @param firstTargetSecond start of its first target interval
     * @param median of every target interval, kW
     * @param spread how widely the load usually scatters there, kW, zero or more
     * @param band how far apart the members say that P10 and P90 are, kW, zero or more
     */
    public PastForecast(long cutoffSecond, long firstTargetSecond, float[] median, float[] spread, float[] band) {
        this.cutoffSecond = cutoffSecond;
        this.firstTargetSecond = firstTargetSecond;
        this.median = median.clone();
        this.spread = spread.clone();
        this.band = band.clone();
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

    /** Index of the first target interval on {@code grid}. */
    int firstTargetOn(TimeGrid grid) {
        return grid.indexOf(Instant.ofEpochSecond(firstTargetSecond));
    }

    double median(int row) {
        return median[row];
    }

    double spread(int row) {
        return spread[row];
    }

    double band(int row) {
        return band[row];
    }

    /** A copy of the medians, kW. */
    public float[] medians() {
        return median.clone();
    }

    /** A copy of the spreads, kW. */
    public float[] spreads() {
        return spread.clone();
    }

    /** A copy of the bands, kW. */
    public float[] bands() {
        return band.clone();
    }

    @Override
    public String toString() {
        return "PastForecast[cutoff " + cutoffSecond + ", " + Arrays.toString(median) + "]";
    }
}
