package org.loadcast.features.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * All distributions that a load was compared with, the best first by Akaike's information criterion. Immutable.
 *
 * <p>A load of one sign is fitted without its zeros and the few values of the other sign (an inverter that draws a little at
 * night, an appliance that is off), so that all families see the same values; where both signs are common, only the normal
 * distribution is fitted, to all values.
 */
public final class DistributionFits {

    /** Fewer values than these say nothing about a tail. */
    private static final int LEAST_VALUES = 50;
    /** The other sign is common when it has more than this share of the values that are not zero. */
    private static final double COMMON = 0.01;

    private static final int MOST_BINS = 60;
    private static final int LEAST_BINS = 10;
    private static final int CURVE_POINTS = 101;

    private final double[] sorted;
    private final double share;
    private final List<FittedDistribution> fits;

    private DistributionFits(double[] sorted, double share, List<FittedDistribution> fits) {
        this.sorted = sorted;
        this.share = share;
        this.fits = fits;
    }

    /**
     * Fits all families.
     *
     * @param kilowatts clean values of one meter, in its direction: turned when it mostly generates
     * @return empty when there are fewer than 50 values to fit, or all are alike
     */
    static Optional<DistributionFits> of(double[] kilowatts) {
        long positive = Arrays.stream(kilowatts).filter(v -> v > 0).count();
        long negative = Arrays.stream(kilowatts).filter(v -> v < 0).count();
        boolean both = negative > COMMON * (positive + negative);
        double[] sorted =
                Arrays.stream(kilowatts).filter(v -> both || v > 0).sorted().toArray();
        if (sorted.length < LEAST_VALUES) {
            return Optional.empty();
        }
        MaximumLikelihood likelihood = new MaximumLikelihood(sorted);
        List<FittedDistribution> fits = Arrays.stream(DistributionFamily.values())
                .flatMap(family -> likelihood.fit(family).stream())
                .filter(fit -> Double.isFinite(fit.aic()))
                .sorted(Comparator.comparingDouble(FittedDistribution::aic))
                .toList();
        return fits.isEmpty()
                ? Optional.empty()
                : Optional.of(new DistributionFits(sorted, (double) sorted.length / kilowatts.length, fits));
    }

    public FittedDistribution best() {
        return fits.get(0);
    }

    /** All fits, the lowest criterion first. */
    public List<FittedDistribution> all() {
        return fits;
    }

    /** Which share of the values was fitted, 0 to 1. */
    public double share() {
        return share;
    }

    /**
     * A bar of the histogram.
     *
     * @param density share of the values per kW
     */
    public record Bar(double fromKw, double toKw, double density) {}

    /** A point of a density curve. */
    public record CurvePoint(double kw, double density) {}

    /**
     * The histogram of the values that were fitted, with bars as wide as D. Freedman and P. Diaconis advise ("On the histogram as
     * a density estimator: L2 theory", 1981), but 10 to 60 of them.
     */
    public List<Bar> histogram() {
        double lowest = sorted[0];
        double span = sorted[sorted.length - 1] - lowest;
        double quartiles = LoadStatistics.percentile(sorted, 0.75) - LoadStatistics.percentile(sorted, 0.25);
        double width = 2 * quartiles / Math.cbrt(sorted.length);
        int bins = width > 0 ? (int) Math.min(MOST_BINS, Math.max(LEAST_BINS, Math.ceil(span / width))) : LEAST_BINS;
        int[] counts = new int[bins];
        for (double value : sorted) {
            counts[Math.min(bins - 1, (int) ((value - lowest) / span * bins))]++;
        }
        List<Bar> bars = new ArrayList<>();
        for (int bin = 0; bin < bins; bin++) {
            bars.add(new Bar(
                    lowest + span * bin / bins,
                    lowest + span * (bin + 1) / bins,
                    counts[bin] / (double) sorted.length / (span / bins)));
        }
        return bars;
    }

    /** The density of {@code fit} over the span of the histogram; points where it is infinite are left out. */
    public List<CurvePoint> curve(FittedDistribution fit) {
        double lowest = sorted[0];
        double span = sorted[sorted.length - 1] - lowest;
        List<CurvePoint> points = new ArrayList<>();
        for (int i = 0; i < CURVE_POINTS; i++) {
            double kw = lowest + span * i / (CURVE_POINTS - 1);
            double density = fit.density(kw);
            if (Double.isFinite(density)) {
                points.add(new CurvePoint(kw, density));
            }
        }
        return points;
    }
}
