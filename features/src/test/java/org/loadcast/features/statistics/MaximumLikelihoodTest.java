package org.loadcast.features.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.ContinuousDistribution;
import org.apache.commons.statistics.distribution.ExponentialDistribution;
import org.apache.commons.statistics.distribution.GammaDistribution;
import org.apache.commons.statistics.distribution.LogNormalDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.WeibullDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class MaximumLikelihoodTest {

    /** The middles of {@code count} equally likely parts of a distribution. */
    private static double[] like(ContinuousDistribution distribution, int count) {
        return IntStream.range(0, count)
                .mapToDouble(i -> distribution.inverseCumulativeProbability((i + 0.5) / count))
                .toArray();
    }

    private static FittedDistribution fit(DistributionFamily family, double... sorted) {
        return new MaximumLikelihood(sorted).fit(family).orElseThrow();
    }

    @Test
    void theNormalDistributionHasMeanAndDeviationOfTheValues() {
        FittedDistribution fit = fit(DistributionFamily.NORMAL, 1, 2, 3, 6);

        assertThat(fit.parameters()).containsEntry("mean_kw", 3.0).containsEntry("deviation_kw", Math.sqrt(14.0 / 4));
    }

    @Test
    void theExponentialDistributionHasTheMeanAndALikelihoodOfClosedForm() {
        FittedDistribution fit = fit(DistributionFamily.EXPONENTIAL, 1, 2, 6);

        assertThat(fit.parameters()).containsExactly(Map.entry("mean_kw", 3.0));
        assertThat(fit.logLikelihood()).isCloseTo(-3 * Math.log(3) - 9.0 / 3, within(1e-12));
        assertThat(fit.aic()).isCloseTo(2 + 6 * Math.log(3) + 6, within(1e-12));
    }

    @Test
    void theLogNormalDistributionHasMeanAndDeviationOfTheLogarithms() {
        FittedDistribution fit = fit(DistributionFamily.LOG_NORMAL, Math.exp(1), Math.exp(2), Math.exp(3));

        assertThat(fit.parameters().get("log_mean")).isCloseTo(2, within(1e-12));
        assertThat(fit.parameters().get("log_deviation")).isCloseTo(Math.sqrt(2.0 / 3), within(1e-12));
    }

    @Test
    void theDistanceIsTheFarthestBetweenTheStepsOfTheValuesAndTheCurve() {
        FittedDistribution fit = fit(DistributionFamily.EXPONENTIAL, 1, 3);

        // Mean 2: the curve is 0.39 at 1, where the steps go from 0 to 0.5, and 0.78 at 3, where they go from 0.5 to 1.
        assertThat(fit.ksDistance()).isCloseTo(1 - Math.exp(-0.5), within(1e-12));
    }

    @ParameterizedTest
    @MethodSource("knownDistributions")
    void theParametersOfAKnownDistributionComeBack(
            DistributionFamily family, ContinuousDistribution known, double first, double second) {
        double[] parameters = fit(family, like(known, 20_000)).parameters().values().stream()
                .mapToDouble(Double::doubleValue)
                .toArray();

        // The middles of the parts lack the ends of the tails.
        assertThat(parameters[0]).isCloseTo(first, within(0.01 * first));
        assertThat(parameters[1]).isCloseTo(second, within(0.01 * second));
    }

    static Stream<Arguments> knownDistributions() {
        return Stream.of(
                Arguments.of(DistributionFamily.GAMMA, GammaDistribution.of(0.5, 3), 0.5, 3),
                Arguments.of(DistributionFamily.GAMMA, GammaDistribution.of(7, 0.2), 7, 0.2),
                Arguments.of(DistributionFamily.WEIBULL, WeibullDistribution.of(0.7, 2), 0.7, 2),
                Arguments.of(DistributionFamily.WEIBULL, WeibullDistribution.of(4, 1e6), 4, 1e6));
    }

    @ParameterizedTest
    @MethodSource("neighbours")
    void noNeighbourIsLikelier(DistributionFamily family, ContinuousDistribution neighbour) {
        double[] values = {0.2, 0.4, 0.5, 0.9, 1.1, 1.3, 2.2, 3.5};
        double likeliest = fit(family, values).logLikelihood();

        assertThat(Arrays.stream(values).map(neighbour::logDensity).sum()).isLessThan(likeliest);
    }

    static Stream<Arguments> neighbours() {
        double[] values = {0.2, 0.4, 0.5, 0.9, 1.1, 1.3, 2.2, 3.5};
        double[] gamma = fit(DistributionFamily.GAMMA, values).parameters().values().stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
        double[] weibull = fit(DistributionFamily.WEIBULL, values).parameters().values().stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
        return Stream.of(0.98, 1.0, 1.02)
                .flatMap(a -> Stream.of(0.98, 1.0, 1.02)
                        .filter(b -> a != 1 || b != 1)
                        .flatMap(b -> Stream.of(
                                Arguments.of(
                                        DistributionFamily.GAMMA, GammaDistribution.of(gamma[0] * a, gamma[1] * b)),
                                Arguments.of(
                                        DistributionFamily.WEIBULL,
                                        WeibullDistribution.of(weibull[0] * a, weibull[1] * b)))));
    }

    @ParameterizedTest
    @EnumSource(DistributionFamily.class)
    void theFamilyThatTheValuesCameFromIsTheBest(DistributionFamily family) {
        ContinuousDistribution known = switch (family) {
            case NORMAL -> NormalDistribution.of(50, 5);
            case EXPONENTIAL -> ExponentialDistribution.of(2);
            case LOG_NORMAL -> LogNormalDistribution.of(0, 0.8);
            case GAMMA -> GammaDistribution.of(3, 1);
            case WEIBULL -> WeibullDistribution.of(3, 2);
        };

        DistributionFits fits = DistributionFits.of(like(known, 5_000)).orElseThrow();

        assertThat(fits.best().family()).isEqualTo(family);
        assertThat(fits.best().ksDistance()).isLessThan(0.01);
        assertThat(fits.best().quantileKw(0.99))
                .isCloseTo(
                        known.inverseCumulativeProbability(0.99),
                        within(0.02 * known.inverseCumulativeProbability(0.99)));
    }

    @Test
    void valuesThatAreAllAlikeHaveNoDistribution() {
        assertThat(DistributionFits.of(new double[100])).isEmpty();
        assertThat(DistributionFits.of(DoubleArrays.constant(100, 2.5))).isEmpty();
    }

    @Test
    void zerosAreLeftOutAndTheShareOfTheRestIsTold() {
        double[] half = new double[2_000];
        System.arraycopy(like(GammaDistribution.of(2, 1), 1_000), 0, half, 0, 1_000);

        DistributionFits fits = DistributionFits.of(half).orElseThrow();

        assertThat(fits.share()).isEqualTo(0.5);
        assertThat(fits.best().family()).isEqualTo(DistributionFamily.GAMMA);
    }

    @Test
    void whereBothSignsAreCommonOnlyTheNormalDistributionIsFitted() {
        DistributionFits fits =
                DistributionFits.of(like(NormalDistribution.of(0, 1), 1_000)).orElseThrow();

        assertThat(fits.all()).extracting(FittedDistribution::family).containsExactly(DistributionFamily.NORMAL);
    }

    @Test
    void theBarsOfTheHistogramHoldAllValues() {
        DistributionFits fits =
                DistributionFits.of(like(GammaDistribution.of(2, 1), 1_000)).orElseThrow();

        double area = fits.histogram().stream()
                .mapToDouble(bar -> bar.density() * (bar.toKw() - bar.fromKw()))
                .sum();

        assertThat(area).isCloseTo(1, within(1e-9));
        assertThat(fits.histogram()).hasSizeBetween(10, 60);
    }

    private static final class DoubleArrays {
        static double[] constant(int length, double value) {
            double[] values = new double[length];
            Arrays.fill(values, value);
            return values;
        }
    }
}
