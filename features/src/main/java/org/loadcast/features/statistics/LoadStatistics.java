package org.loadcast.features.statistics;

import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalDouble;
import org.loadcast.features.series.LoadSeries;

/**
 * How the values of one series are distributed, in kW and kWh; missing intervals do not count. Immutable.
 */
public final class LoadStatistics {

    private static final double BASE_SHARE = 0.05;

    private final double[] sorted;
    private final Duration step;

    private LoadStatistics(double[] sorted, Duration step) {
        this.sorted = sorted;
        this.step = step;
    }

    /**
     * The statistics of {@code series}.
     *
     * @throws IllegalArgumentException when it has no value at all
     */
    public static LoadStatistics of(LoadSeries series) {
        double[] values =
                Arrays.stream(series.toArray()).filter(v -> !Double.isNaN(v)).toArray();
        if (values.length == 0) {
            throw new IllegalArgumentException("Series from " + series.grid().start() + " to "
                    + series.grid().end() + " has no value. Ask for a time with readings.");
        }
        return of(values, series.grid().step());
    }

    /** The statistics of at least one value in kW, none of them missing. */
    static LoadStatistics of(double[] values, Duration step) {
        return new LoadStatistics(Arrays.stream(values).sorted().toArray(), step);
    }

    /** Number of intervals with a value. */
    public int count() {
        return sorted.length;
    }

    /**
     * The load in kW that {@code share} of the time is not exceeded, linear between two values (definition 7 of R. Hyndman
     * and Y. Fan, "Sample quantiles in statistical packages", The American Statistician 50, 1996).
     *
     * @throws IllegalArgumentException when {@code share} is not from 0 to 1
     */
    public double percentileKw(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException(
                    "Share " + share + " is not from 0 to 1. Use 0.25 for the 25th percentile.");
        }
        return percentile(sorted, share);
    }

    static double percentile(double[] sorted, double share) {
        double position = share * (sorted.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }

    public double meanKw() {
        return Arrays.stream(sorted).average().orElseThrow();
    }

    public double peakKw() {
        return sorted[sorted.length - 1];
    }

    public double lowestKw() {
        return sorted[0];
    }

    /** The load that is there nearly always: the 5th percentile. */
    public double baseLoadKw() {
        return percentileKw(BASE_SHARE);
    }

    /** Mean over peak: 1 for a constant load, small for one with rare peaks; empty when the peak is not positive. */
    public OptionalDouble loadFactor() {
        return peakKw() > 0 ? OptionalDouble.of(meanKw() / peakKw()) : OptionalDouble.empty();
    }

    /** Energy of the intervals with a value, in kWh. */
    public double energyKwh() {
        return Arrays.stream(sorted).sum() * step.toSeconds() / 3600;
    }

    /**
     * The load duration curve: point {@code i} of {@code points} is the load in kW that is reached or exceeded during the
     * share {@code i / (points - 1)} of the time, from the peak down to the lowest.
     *
     * @throws IllegalArgumentException when {@code points} is less than 2
     */
    public double[] durationCurveKw(int points) {
        if (points < 2) {
            throw new IllegalArgumentException("A load duration curve needs at least 2 points, not " + points + ".");
        }
        double[] curve = new double[points];
        Arrays.setAll(curve, i -> percentileKw(1 - (double) i / (points - 1)));
        return curve;
    }
}
