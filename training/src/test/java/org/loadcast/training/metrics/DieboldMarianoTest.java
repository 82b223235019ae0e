package org.loadcast.training.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.loadcast.features.forecast.Quantiles;
import org.loadcast.features.meter.MeterId;

class DieboldMarianoTest {

    private static final Offset<Double> EXACT = within(1e-12);
    private static final MeterId METER = MeterId.of("m");

    @Test
    void withoutOverlapItIsTheTTestOfTheMean() {
        double[] differences = {1, 2, 3, 4, 5, 6, 7, 8};

        var test = DieboldMariano.test(differences, 1).orElseThrow();

        // Mean 4.5, sample variance 6: t = 4.5 / sqrt(6 / 8) = 5.19615; the correction turns n into n - 1.
        assertThat(test.statistic()).isCloseTo(4.5 / Math.sqrt(6.0 / 8), EXACT);
        assertThat(test.cutoffs()).isEqualTo(8);
        assertThat(test.meanDifferenceKw()).isEqualTo(4.5);
    }

    @Test
    void pValueIsStudentsT() {
        // n = 2 has one degree of freedom, where the distribution is Cauchy's: P(|T| > t) = 1 - 2 atan(t) / pi.
        var test = DieboldMariano.test(new double[] {1, 3}, 1).orElseThrow();

        assertThat(test.statistic()).isCloseTo(2.0, EXACT);
        assertThat(test.pValue()).isCloseTo(1 - 2 * Math.atan(2.0) / Math.PI, EXACT);
    }

    @Test
    void overlapAddsAutocovariancesAndTheCorrection() {
        double[] differences = {2, 2, 0, 0, 2, 2, 0, 0, 2, 2};

        var test = DieboldMariano.test(differences, 2).orElseThrow();

        // Mean 1.2: six deviations of 0.8 and four of -1.2, so gamma0 = (6 * 0.64 + 4 * 1.44) / 10 = 0.96. Neighbours:
        // 3 pairs (0.8, 0.8), 2 pairs (-1.2, -1.2) and 4 mixed ones, gamma1 = (1.92 + 2.88 - 3.84) / 10 = 0.096.
        double longRun = 0.96 + 2 * 0.096;
        double correction = Math.sqrt((10 + 1 - 4 + 2.0 / 10) / 10);
        assertThat(test.statistic()).isCloseTo(correction * 1.2 / Math.sqrt(longRun / 10), EXACT);
        assertThat(test.horizon()).isEqualTo(2);
    }

    @Test
    void theBetterForecastHasANegativeStatistic() {
        double[] small = {1, -1, 2, -2, 1, -1, 2, -2, 1, -1};
        double[] large = {5, -6, 5, -6, 5, -6, 5, -6, 5, -6};

        var test = DieboldMariano.compare(daily(small), daily(large)).orElseThrow();

        assertThat(test.statistic()).isNegative();
        assertThat(test.pValue()).isLessThan(0.01);
        assertThat(test.meanDifferenceKw()).isCloseTo(1.4 - 5.5, EXACT);
    }

    @Test
    void theOverlapFollowsFromReachAndSpacingOfTheCutoffs() {
        double[] noise = {1, -2, 3, -1, 2, 4, -3, 1, 2, -5};

        // A target that ends 36 hours after its cutoff overlaps one more daily cutoff.
        var test = DieboldMariano.compare(daily(noise), daily(new double[10])).orElseThrow();

        assertThat(test.horizon()).isEqualTo(2);
    }

    @Test
    void nothingIsSaidAboutTooFewCutoffsOrEqualLosses() {
        assertThat(DieboldMariano.compare(daily(1, 2, 3), daily(3, 2, 1))).isEmpty();
        assertThat(DieboldMariano.compare(daily(new double[10]), daily(new double[10])))
                .isEmpty();
    }

    /** One daily forecast of the hour from 35 to 36 hours ahead, with these errors. */
    private static BacktestRows daily(double... errors) {
        Instant first = Instant.parse("2021-01-01T00:00:00Z");
        var rows = BacktestRows.builder(Quantiles.of(0.5), Duration.ofHours(1));
        int[] day = {0};
        Arrays.stream(errors).forEach(error -> {
            Instant cutoff = first.plus(Duration.ofDays(day[0]++));
            rows.add(METER, cutoff, cutoff.plus(Duration.ofHours(35)), new double[] {100 + error}, 100);
        });
        return rows.build();
    }
}
