package org.loadcast.training.forecaster.neural;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.loadcast.features.forecast.Quantiles;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * The loss of a {@link QuantileHead} for DL4J.
 *
 * <p>Labels: rows x 1, NaN = not scored. Network output: rows x quantiles. DL4J hands time series over in this form too, a
 * row for every time. The output layer's activation must be the identity; masks are not used, since NaN says the same.
 */
final class PinballLoss implements ILossFunction {

    private static final long serialVersionUID = 1L;

    private final double[] levels;
    private final double weight;

    /**
     * A loss.
     *
     * @param targetsEach number of rows that make up one sample, so that a sample counts one however long it is
     */
    PinballLoss(Quantiles quantiles, int targetsEach) {
        levels = quantiles.toArray();
        weight = 1.0 / targetsEach;
    }

    private double sumOfRows(INDArray labels, INDArray output) {
        double sum = 0;
        for (float score : scores(labels, output)) {
            sum += score;
        }
        return sum;
    }

    private float[] scores(INDArray labels, INDArray output) {
        QuantileHead head = head();
        float[] actual = floats(labels);
        float[] raw = floats(output);
        float[] scores = new float[actual.length];
        double[] quantiles = new double[levels.length];
        for (int i = 0; i < actual.length; i++) {
            if (!Float.isNaN(actual[i])) {
                head.compose(raw, i * levels.length, quantiles);
                scores[i] = (float) (weight * head.loss(quantiles, actual[i]));
            }
        }
        return scores;
    }

    @Override
    public double computeScore(
            INDArray labels, INDArray output, IActivation activation, @Nullable INDArray mask, boolean average) {
        double sum = sumOfRows(labels, output);
        return average ? sum / labels.size(0) : sum;
    }

    @Override
    public INDArray computeScoreArray(
            INDArray labels, INDArray output, IActivation activation, @Nullable INDArray mask) {
        float[] scores = scores(labels, output);
        return Nd4j.create(scores, new int[] {scores.length, 1});
    }

    @Override
    public INDArray computeGradient(INDArray labels, INDArray output, IActivation activation, @Nullable INDArray mask) {
        QuantileHead head = head();
        float[] actual = floats(labels);
        float[] raw = floats(output);
        float[] gradient = new float[raw.length];
        double[] quantiles = new double[levels.length];
        for (int i = 0; i < actual.length; i++) {
            if (!Float.isNaN(actual[i])) {
                head.compose(raw, i * levels.length, quantiles);
                head.gradient(raw, i * levels.length, quantiles, actual[i], gradient);
            }
        }
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] *= (float) weight;
        }
        return Nd4j.create(gradient, output.shape(), 'c');
    }

    @Override
    public Pair<Double, INDArray> computeGradientAndScore(
            INDArray labels, INDArray output, IActivation activation, @Nullable INDArray mask, boolean average) {
        return Pair.of(
                computeScore(labels, output, activation, mask, average),
                computeGradient(labels, output, activation, mask));
    }

    @Override
    public String name() {
        return "pinball" + Arrays.toString(levels);
    }

    private QuantileHead head() {
        return new QuantileHead(Quantiles.of(levels));
    }

    private static float[] floats(INDArray array) {
        return array.dup('c').data().asFloat();
    }
}
