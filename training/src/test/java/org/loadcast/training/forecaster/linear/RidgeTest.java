package org.loadcast.training.forecaster.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class RidgeTest {

    /** The intercept carries a penalty of 1e-9 for the sake of the solver. */
    private static final Offset<Double> ROUNDING = within(1e-6);

    @Test
    void agreesWithTheClosedFormOfOneColumn() {
        // given: x = 1, 2, 3, 4 with mean 2.5 and deviation sqrt(5/4); y = 2, 4, 6, 8 with mean 5
        double[][] inputs = {{1}, {2}, {3}, {4}};
        double[] targets = {2, 4, 6, 8};

        // when: penalty 4
        Ridge ridge = Ridge.fit(inputs, targets, 4, 0, false);

        // then: on standardised z the slope is sum(z y) / (sum(z^2) + 4), with sum(z^2) = 4 and sum(z y) = 10 /
        // sqrt(5/4)
        double deviation = Math.sqrt(5 / 4.0);
        double slope = 10 / deviation / (4 + 4);
        assertThat(ridge.predict(new double[] {4})).isCloseTo(5 + slope * 1.5 / deviation, ROUNDING);
        assertThat(ridge.predict(new double[] {2.5})).isCloseTo(5, ROUNDING);
    }

    @Test
    void withoutPenaltyItFindsTheExactPlane() {
        SplittableRandom random = new SplittableRandom(3);
        double[][] inputs = new double[50][];
        double[] targets = new double[50];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = new double[] {random.nextDouble(), random.nextDouble(10)};
            targets[i] = 7 + 2 * inputs[i][0] - 3 * inputs[i][1];
        }

        Ridge ridge = Ridge.fit(inputs, targets, 1e-9, 2, false);

        assertThat(ridge.predict(new double[] {0.5, 5})).isCloseTo(7 + 1 - 15, ROUNDING);
    }

    @Test
    void unitsOfAColumnDoNotMatter() {
        double[][] kilowatts = {{1, 5}, {2, 3}, {3, 8}, {4, 1}, {5, 9}};
        double[][] watts = Arrays.stream(kilowatts)
                .map(row -> new double[] {1000 * row[0] + 273, row[1]})
                .toArray(double[][]::new);
        double[] targets = {1, 3, 2, 5, 4};

        Ridge small = Ridge.fit(kilowatts, targets, 2, 2, false);
        Ridge large = Ridge.fit(watts, targets, 2, 2, false);

        assertThat(large.predict(new double[] {2273, 4})).isCloseTo(small.predict(new double[] {2, 4}), ROUNDING);
    }

    @Test
    void aMissingValueReadsAsTheMeanAndAConstantColumnSaysNothing() {
        double[][] inputs = {{1, 4}, {2, 4}, {3, 4}, {Double.NaN, 4}};
        double[] targets = {1, 2, 3, 2};

        Ridge ridge = Ridge.fit(inputs, targets, 0.1, 0, false);

        assertThat(ridge.predict(new double[] {Double.NaN, 4})).isCloseTo(2, ROUNDING);
        assertThat(ridge.predict(new double[] {2, 99})).isCloseTo(2, ROUNDING);
    }

    @Test
    void farInputsAreClippedAtFiveDeviations() {
        double[][] inputs = {{-1}, {1}, {-1}, {1}};
        double[] targets = {-1, 1, -1, 1};

        Ridge ridge = Ridge.fit(inputs, targets, 1e-9, 0, false);

        assertThat(ridge.predict(new double[] {1e6})).isCloseTo(5, ROUNDING);
    }

    @Test
    void reweightingResistsOutliers() {
        // given: y = x, but every tenth row is a thousand too high
        SplittableRandom random = new SplittableRandom(4);
        double[][] inputs = new double[200][];
        double[] targets = new double[200];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = new double[] {random.nextDouble(-1, 1)};
            targets[i] = inputs[i][0] + random.nextDouble(-0.01, 0.01) + (i % 10 == 0 ? 1000 : 0);
        }

        // when
        double plain = Ridge.fit(inputs, targets, 1e-6, 0, false).predict(new double[] {0});
        double robust = Ridge.fit(inputs, targets, 1e-6, 2, false).predict(new double[] {0});
        double absolute = Ridge.fit(inputs, targets, 1e-6, 20, true).predict(new double[] {0});

        // then: the mean is off by a hundred; each pass pulls less, and absolute loss ends at the median
        assertThat(plain).isCloseTo(100, within(5.0));
        assertThat(robust).isLessThan(plain / 3);
        assertThat(absolute).isCloseTo(0, within(0.05));
    }
}
