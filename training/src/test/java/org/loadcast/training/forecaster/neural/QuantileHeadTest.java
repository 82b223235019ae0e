package org.loadcast.training.forecaster.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.loadcast.features.forecast.Quantiles;

class QuantileHeadTest {

    private static final float[] NO_INCREMENT = {-60, 2, -60};

    @Test
    void medianIsTheOutputAtItsPlaceAndTheOthersAreSoftplusAway() {
        QuantileHead head = new QuantileHead(Quantiles.of(0.1, 0.5, 0.9));
        double[] quantiles = new double[3];

        head.compose(new float[] {0, 2, 0}, 0, quantiles);

        // softplus(0) = ln 2
        assertThat(quantiles).containsExactly(new double[] {2 - Math.log(2), 2, 2 + Math.log(2)}, within(1e-12));
    }

    @Test
    void lossOfTheMedianAloneIsTheAbsoluteError() {
        QuantileHead head = new QuantileHead(Quantiles.of(0.5));

        assertThat(head.loss(new double[] {3}, 5)).isEqualTo(2);
        assertThat(head.loss(new double[] {3}, -1)).isEqualTo(4);
    }

    @Test
    void lossIsTwiceTheMeanPinballLoss() {
        QuantileHead head = new QuantileHead(Quantiles.of(0.1, 0.5, 0.9));
        double[] quantiles = new double[3];
        head.compose(NO_INCREMENT, 0, quantiles);

        double above = head.loss(quantiles, 3);

        // All three quantiles lie 1 below the load: 2 (0.1 + 0.5 + 0.9) / 3 = 1.
        assertThat(above).isCloseTo(1, within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void quantilesNeverCross(long seed) {
        QuantileHead head = new QuantileHead(Quantiles.DECILES);
        SplittableRandom random = new SplittableRandom(seed);
        double[] quantiles = new double[head.size()];
        for (int trial = 0; trial < 1000; trial++) {
            float[] raw = randomOutputs(random, head.size(), 20);

            head.compose(raw, 0, quantiles);

            assertThat(quantiles).isSorted();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void gradientIsTheSlopeOfTheLoss(long seed) {
        QuantileHead head = new QuantileHead(Quantiles.DECILES);
        SplittableRandom random = new SplittableRandom(seed);
        float[] raw = randomOutputs(random, head.size(), 2);
        double actual = random.nextDouble(-5, 5);
        float[] gradient = new float[head.size()];
        double[] quantiles = new double[head.size()];
        head.compose(raw, 0, quantiles);

        head.gradient(raw, 0, quantiles, actual, gradient);

        float width = 1e-3f;
        for (int i = 0; i < raw.length; i++) {
            float[] up = raw.clone();
            float[] down = raw.clone();
            up[i] += width;
            down[i] -= width;
            double slope = (loss(head, up, actual) - loss(head, down, actual)) / (up[i] - down[i]);
            // Central differences of a piecewise smooth function: the error is of the order of the width.
            assertThat((double) gradient[i]).isCloseTo(slope, within(2e-3));
        }
    }

    private static double loss(QuantileHead head, float[] raw, double actual) {
        double[] quantiles = new double[head.size()];
        head.compose(raw, 0, quantiles);
        return head.loss(quantiles, actual);
    }

    private static float[] randomOutputs(SplittableRandom random, int count, double reach) {
        float[] raw = new float[count];
        for (int i = 0; i < count; i++) {
            raw[i] = (float) random.nextDouble(-reach, reach);
        }
        return raw;
    }
}
