package org.loadcast.training.forecaster.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.loadcast.features.forecast.Quantiles;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class PinballLossTest {

    private static final IActivation IDENTITY = new ActivationIdentity();
    private static final Quantiles THREE = Quantiles.of(0.1, 0.5, 0.9);

    @Test
    void gradientIsTheSlopeOfTheScore() {
        PinballLoss loss = new PinballLoss(THREE, 2);
        INDArray labels = Nd4j.createFromArray(new float[][] {{1}, {-2}, {0.5f}, {3}});
        INDArray output = Nd4j.createFromArray(
                new float[][] {{0.3f, 0.2f, -1}, {0.1f, -0.4f, 0.6f}, {-0.5f, 2, 0.2f}, {0.9f, 0.4f, -0.3f}});

        INDArray gradient = loss.computeGradient(labels, output, IDENTITY, null);

        float width = 1e-2f;
        for (int row = 0; row < 4; row++) {
            for (int column = 0; column < 3; column++) {
                double up = scoreWith(loss, labels, output, row, column, width);
                double down = scoreWith(loss, labels, output, row, column, -width);
                // Central differences in single precision.
                assertThat(gradient.getDouble(row, column)).isCloseTo((up - down) / (2 * width), within(2e-3));
            }
        }
    }

    @Test
    void missingTargetsCountNothing() {
        PinballLoss loss = new PinballLoss(Quantiles.of(0.5), 1);
        INDArray labels = Nd4j.createFromArray(new float[][] {{Float.NaN}, {4}});
        INDArray output = Nd4j.createFromArray(new float[][] {{7}, {1}});

        double score = loss.computeScore(labels, output, IDENTITY, null, false);
        INDArray gradient = loss.computeGradient(labels, output, IDENTITY, null);

        assertThat(score).isEqualTo(3); // |4 - 1|
        assertThat(gradient.toDoubleVector()).containsExactly(0, -1);
    }

    private static double scoreWith(
            PinballLoss loss, INDArray labels, INDArray output, int row, int column, float change) {
        INDArray moved = output.dup();
        moved.putScalar(row, column, output.getFloat(row, column) + change);
        return loss.computeScore(labels, moved, IDENTITY, null, false);
    }
}
