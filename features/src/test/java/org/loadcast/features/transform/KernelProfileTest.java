package org.loadcast.features.transform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.loadcast.features.view.PointInTimeView;

class KernelProfileTest {

    private static final double[] MEDIAN = {0.5};

    @Test
    void theWeightedMedianIsTheFirstValueThatReachesHalfOfTheWeight() {
        // given: at 12:00 of 7, 8 and 9 June, all workdays, 10, 20 and 30 kW, all else missing
        PointInTimeView view = Histories.hourly("2021-06-01T00:00:00Z", 20)
                .load(i -> i == 8 * 24 + 12 ? 30 : i == 7 * 24 + 12 ? 20 : i == 6 * 24 + 12 ? 10 : Double.NaN)
                .asOf("2021-06-10T00:00:00Z");
        int target = 9 * 24 + 12;

        // then: by hand with a slow decay 30, 20 and 10 weigh e^-0.01, e^-0.02, e^-0.03: the median is the middle one;
        // with a fast one 30 weighs e^-1 of e^-1 + e^-2 + e^-3, two thirds, and is the median itself
        assertThat(new KernelProfile(100, 1).quantiles(view, target, MEDIAN)).containsExactly(20);
        assertThat(new KernelProfile(1, 1).quantiles(view, target, MEDIAN)).containsExactly(30);
    }

    @Test
    void aDayOfTheSameKindCountsMore() {
        // given: Thursday 10 June 30 kW, Friday 11 June 30 kW, Saturday 12 June 8 kW; asked is Saturday 19 June
        PointInTimeView view = Histories.hourly("2021-06-01T00:00:00Z", 20)
                .load(i -> i == 9 * 24 + 12 || i == 10 * 24 + 12 ? 30 : i == 11 * 24 + 12 ? 8 : Double.NaN)
                .asOf("2021-06-19T00:00:00Z");
        int saturday = 18 * 24 + 12;

        // then: the one Saturday outweighs two workdays when it counts four times, not when it counts once
        assertThat(new KernelProfile(1000, 4).quantiles(view, saturday, MEDIAN)).containsExactly(8);
        assertThat(new KernelProfile(1000, 1).quantiles(view, saturday, MEDIAN)).containsExactly(30);
    }

    @Test
    void theNeighbouringHourCountsHalf() {
        // given: every day 10 kW at 11:00, 20 at 12:00, 30 at 13:00; the mean of a day is always the same
        PointInTimeView view = Histories.hourly("2021-06-01T00:00:00Z", 30)
                .load(i -> i % 24 == 11 ? 10 : i % 24 == 12 ? 20 : i % 24 == 13 ? 30 : 0)
                .asOf("2021-06-28T00:00:00Z");

        // then: weights are 1/4, 1/2 and 1/4
        assertThat(new KernelProfile(10, 1).quantiles(view, 27 * 24 + 12, new double[] {0.2, 0.5, 0.8}))
                .containsExactly(10, 20, 30);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, 1000, -1e6})
    void quantilesAreThoseOfTheSortedValues(double spike) {
        // given values in steps, so that some are equal, weights, and a spike among them
        Random random = new Random(1);
        int count = 300;
        double[] values = random.doubles(count, -3, 9)
                .map(value -> Math.rint(20 * value) / 20)
                .toArray();
        double[] weights =
                random.ints(count, 1, 9).mapToDouble(weight -> weight).toArray();
        values[100] += spike;
        double[] levels = {0.001, 0.1, 0.5, 0.77, 0.9, 1};

        double[] quantiles = KernelProfile.weightedQuantiles(values, weights, count, levels);

        int[] order = IntStream.range(0, count)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> values[i]))
                .mapToInt(i -> i)
                .toArray();
        for (int q = 0; q < levels.length; q++) {
            double goal = levels[q] * Arrays.stream(weights).sum();
            int at = 0;
            for (double below = weights[order[0]]; below < goal; below += weights[order[at]]) {
                at++;
            }
            assertThat(quantiles[q]).isEqualTo(values[order[at]]);
        }
    }

    @Test
    void generationFromTheSunIsExactlyZeroAtNight() {
        PointInTimeView view = Histories.quarterHourly("2021-06-01T00:00:00Z", 40)
                .load(i -> 0 - Math.max(0, Math.sin(Math.PI * (i % 96 - 24) / 48)))
                .asOf("2021-07-05T12:00:00Z");
        int midnight = 35 * 96;

        assertThat(new KernelProfile(10, 4).quantiles(view, midnight, new double[] {0.1, 0.5, 0.9}))
                .containsExactly(0, 0, 0);
    }

    @Test
    void quantilesAreMissingWhereNothingIsKnownNearThatTime() {
        PointInTimeView view = Histories.hourly("2021-06-01T00:00:00Z", 20)
                .load(i -> i % 24 < 6 ? 1 : Double.NaN)
                .asOf("2021-06-19T00:00:00Z");

        assertThat(new KernelProfile(10, 4).quantiles(view, 18 * 24 + 12, MEDIAN))
                .containsExactly(Double.NaN);
    }

    @Test
    void valuesFollowTheLevelOfTheMeter() {
        // given: 1 kW until the last day before the cutoff, 16 kW on it
        PointInTimeView view = Histories.hourly("2021-06-01T00:00:00Z", 40)
                .load(i -> i < 29 * 24 ? 1 : 16)
                .asOf("2021-07-01T00:00:00Z");

        // then: old values are raised by the ratio of the levels, cut at 4, to the power of 0.3
        assertThat(new KernelProfile(1e6, 1).quantiles(view, 30 * 24 + 12, MEDIAN)[0])
                .isEqualTo(Math.pow(4, 0.3));
    }
}
