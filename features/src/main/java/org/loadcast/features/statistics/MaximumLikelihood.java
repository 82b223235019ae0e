package org.loadcast.features.statistics;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.numbers.gamma.Digamma;
import org.apache.commons.statistics.distribution.ContinuousDistribution;
import org.apache.commons.statistics.distribution.ExponentialDistribution;
import org.apache.commons.statistics.distribution.GammaDistribution;
import org.apache.commons.statistics.distribution.LogNormalDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.WeibullDistribution;

/**
 * Fits distributions by maximum likelihood.
 *
 * <p>Normal, exponential and log-normal have closed forms. The shape k of the gamma distribution solves
 * ln k - digamma(k) = ln(mean x) - mean(ln x), its scale is mean / k. The shape k of the Weibull distribution solves
 * sum(x^k ln x) / sum(x^k) - 1 / k = mean(ln x), its scale is mean(x^k)^(1 / k). Both equations have one root, for
 * their sides move in opposite directions. N. L. Johnson, S. Kotz and N. Balakrishnan, "Continuous Univariate Distributions"
 * 1 (1994), chapters 14, 17, 19 and 21.
 */
final class MaximumLikelihood {

    /** Values that spread less than this, relative to their mean, are one value. */
    private static final double LEAST_SPREAD = 1e-6;

    private static final int HALVINGS = 200;

    private final double[] sorted;
    private final double mean;
    private final double deviation;

    /** @param sorted at least two values in kW, rising */
    MaximumLikelihood(double[] sorted) {
        this.sorted = sorted;
        this.mean = Arrays.stream(sorted).average().orElseThrow();
        this.deviation = Math.sqrt(Arrays.stream(sorted)
                .map(x -> (x - mean) * (x - mean))
                .average()
                .orElseThrow());
    }

    /** The likeliest member of {@code family}; empty when it cannot have such values, or they are all alike. */
    Optional<FittedDistribution> fit(DistributionFamily family) {
        if (!(deviation > LEAST_SPREAD * Math.abs(mean))) {
            return Optional.empty();
        }
        boolean positive = sorted[0] > 0;
        return switch (family) {
            case NORMAL ->
                Optional.of(fitted(
                        family, NormalDistribution.of(mean, deviation), "mean_kw", mean, "deviation_kw", deviation));
            case EXPONENTIAL -> positive ? Optional.of(exponential()) : Optional.empty();
            case LOG_NORMAL -> positive ? Optional.of(logNormal()) : Optional.empty();
            case GAMMA -> positive ? Optional.of(gamma()) : Optional.empty();
            case WEIBULL -> positive ? Optional.of(weibull()) : Optional.empty();
        };
    }

    private FittedDistribution exponential() {
        return new FittedDistribution(
                DistributionFamily.EXPONENTIAL, Map.of("mean_kw", mean), ExponentialDistribution.of(mean), sorted);
    }

    private FittedDistribution logNormal() {
        double[] logs = logs();
        double mu = Arrays.stream(logs).average().orElseThrow();
        double sigma = Math.sqrt(
                Arrays.stream(logs).map(l -> (l - mu) * (l - mu)).average().orElseThrow());
        return fitted(
                DistributionFamily.LOG_NORMAL,
                LogNormalDistribution.of(mu, sigma),
                "log_mean",
                mu,
                "log_deviation",
                sigma);
    }

    private FittedDistribution gamma() {
        double difference = Math.log(mean) - Arrays.stream(logs()).average().orElseThrow();
        double shape = root(k -> difference - (Math.log(k) - Digamma.value(k)));
        double scale = mean / shape;
        return fitted(DistributionFamily.GAMMA, GammaDistribution.of(shape, scale), "shape", shape, "scale_kw", scale);
    }

    private FittedDistribution weibull() {
        double[] logs = logs();
        double meanLog = Arrays.stream(logs).average().orElseThrow();
        double largest = logs[logs.length - 1];
        double shape = root(k -> {
            double powers = 0;
            double weighted = 0;
            for (double log : logs) {
                // Powers relative to the largest value cannot overflow.
                double power = Math.exp(k * (log - largest));
                powers += power;
                weighted += power * log;
            }
            return weighted / powers - 1 / k - meanLog;
        });
        double meanPower = Arrays.stream(logs)
                .map(log -> Math.exp(shape * (log - largest)))
                .average()
                .orElseThrow();
        double scale = Math.exp(largest + Math.log(meanPower) / shape);
        return fitted(
                DistributionFamily.WEIBULL, WeibullDistribution.of(shape, scale), "shape", shape, "scale_kw", scale);
    }

    private double[] logs() {
        return Arrays.stream(sorted).map(Math::log).toArray();
    }

    /** The positive root of a rising function, by halving on a logarithmic scale. */
    private static double root(DoubleUnaryOperator rising) {
        double low = Math.log(1e-4);
        double high = Math.log(1e12);
        for (int i = 0; i < HALVINGS && high - low > 1e-12; i++) {
            double middle = (low + high) / 2;
            if (rising.applyAsDouble(Math.exp(middle)) < 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return Math.exp((low + high) / 2);
    }

    private FittedDistribution fitted(
            DistributionFamily family,
            ContinuousDistribution distribution,
            String first,
            double one,
            String second,
            double two) {
        Map<String, Double> parameters = new LinkedHashMap<>();
        parameters.put(first, one);
        parameters.put(second, two);
        return new FittedDistribution(family, parameters, distribution, sorted);
    }
}
