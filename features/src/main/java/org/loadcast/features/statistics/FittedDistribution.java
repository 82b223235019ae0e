package org.loadcast.features.statistics;

import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import org.apache.commons.statistics.distribution.ContinuousDistribution;

/**
 * A distribution with the parameters under which the values were most likely, and how well it fits them. Immutable.
 */
public final class FittedDistribution {

    private final DistributionFamily family;
    private final Map<String, Double> parameters;
    private final ContinuousDistribution distribution;
    private final double logLikelihood;
    private final double ksDistance;

    /** @param sorted the values that it was fitted to, in kW, rising */
    FittedDistribution(
            DistributionFamily family,
            Map<String, Double> parameters,
            ContinuousDistribution distribution,
            double[] sorted) {
        this.family = family;
        this.parameters = Collections.unmodifiableMap(parameters);
        this.distribution = distribution;
        this.logLikelihood = Arrays.stream(sorted).map(distribution::logDensity).sum();
        this.ksDistance = ksDistance(distribution, sorted);
    }

    private static double ksDistance(ContinuousDistribution distribution, double[] sorted) {
        double farthest = 0;
        for (int i = 0; i < sorted.length; i++) {
            double expected = distribution.cumulativeProbability(sorted[i]);
            double below = expected - (double) i / sorted.length;
            double above = (i + 1.0) / sorted.length - expected;
            farthest = Math.max(farthest, Math.max(below, above));
        }
        return farthest;
    }

    public DistributionFamily family() {
        return family;
    }

    /** The parameters by name, in the order in which they are usually told; scales are in kW. */
    public Map<String, Double> parameters() {
        return parameters;
    }

    /** Logarithm of the likelihood of the values. */
    public double logLikelihood() {
        return logLikelihood;
    }

    /** Akaike's information criterion, twice the number of parameters less twice the log-likelihood: the lower, the better. */
    public double aic() {
        return 2 * family.parameters() - 2 * logLikelihood;
    }

    /** Kolmogorov's and Smirnov's distance, 0 to 1: the farthest that the shares of values differ from the fitted ones. */
    public double ksDistance() {
        return ksDistance;
    }

    /** Probability density at {@code kilowatts}, per kW. */
    public double density(double kilowatts) {
        return distribution.density(kilowatts);
    }

    /** The share of values up to {@code kilowatts}. */
    public double cumulative(double kilowatts) {
        return distribution.cumulativeProbability(kilowatts);
    }

    /** The load in kW that {@code share} of values, 0 to 1, do not exceed. */
    public double quantileKw(double share) {
        return distribution.inverseCumulativeProbability(share);
    }

    @Override
    public String toString() {
        return family.label() + parameters;
    }
}
