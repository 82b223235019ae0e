package org.loadcast.training.forecaster.neural;

import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;
import org.loadcast.training.forecaster.algebra.Blas;

/**
 * One dense layer of a {@link DenseLearner}: its parameters, their gradient and what the optimiser remembers of it.
 */
final class LearningLayer {

    private static final float DECAY_OF_MEAN = 0.9f;
    private static final float DECAY_OF_SQUARE = 0.999f;
    private static final float TINY = 1e-8f;
    private static final int DROPOUT_BITS = 16;

    /** So many mini-batches take what they drop from one pool of random choices, each from another place on. */
    private static final int BATCHES_OF_POOL = 16;

    private final int inputs;
    private final int outputs;
    private final boolean rectified;
    private final float dropout;
    private final SplittableRandom random;
    private final int rows;
    private final Parameters weights;
    private final Parameters bias;
    private final float[] kept;
    private int keptFrom;
    private int batch;
    private final float[] received;
    private final float[] given;
    private final float[] passedBack;

    /**
     * A layer with random weights.
     *
     * @param deviation of the weights
     * @param dropout share of the inputs that is dropped
     * @param rows samples of a mini-batch
     */
    LearningLayer(
            int inputs,
            int outputs,
            boolean rectified,
            double deviation,
            Random initial,
            float dropout,
            SplittableRandom random,
            int rows) {
        this.inputs = inputs;
        this.outputs = outputs;
        this.rectified = rectified;
        this.dropout = dropout;
        this.random = random;
        this.rows = rows;
        this.weights = new Parameters(inputs * outputs);
        this.bias = new Parameters(outputs);
        for (int i = 0; i < weights.values.length; i++) {
            weights.values[i] = (float) (deviation * initial.nextGaussian());
        }
        this.kept = new float[dropout > 0 ? 2 * rows * inputs : 0];
        this.received = new float[rows * inputs];
        this.given = new float[rows * outputs];
        this.passedBack = new float[rows * inputs];
    }

    /** Parameters with their gradient, and the means that Adam keeps. */
    private static final class Parameters {

        private final float[] values;
        private final float[] gradient;
        private final float[] mean;
        private final float[] square;

        Parameters(int count) {
            values = new float[count];
            gradient = new float[count];
            mean = new float[count];
            square = new float[count];
        }

        /** One step of Adam at {@code rate}, its bias corrections included. */
        void step(float rate, float tiny, float penalty) {
            for (int i = 0; i < values.length; i++) {
                float slope = gradient[i] + penalty * values[i];
                mean[i] = DECAY_OF_MEAN * mean[i] + (1 - DECAY_OF_MEAN) * slope;
                square[i] = DECAY_OF_SQUARE * square[i] + (1 - DECAY_OF_SQUARE) * slope * slope;
                values[i] -= rate * mean[i] / ((float) Math.sqrt(square[i]) + tiny);
            }
        }
    }

    /** The outputs for {@code rows x inputs} values; valid until the next call. */
    float[] forward(float[] values) {
        System.arraycopy(values, 0, received, 0, received.length);
        chooseKept();
        drop(received);
        for (int row = 0; row < rows; row++) {
            System.arraycopy(bias.values, 0, given, row * outputs, outputs);
        }
        Blas.addProduct(received, weights.values, given, rows, inputs, outputs);
        if (rectified) {
            for (int i = 0; i < given.length; i++) {
                given[i] = Math.max(0, given[i]);
            }
        }
        return given;
    }

    private void chooseKept() {
        if (kept.length > 0) {
            if (batch++ % BATCHES_OF_POOL == 0) {
                fillPool();
            }
            keptFrom = random.nextInt(kept.length / 2);
        }
    }

    /** What is dropped counts nothing, and what is kept so much more that the sum stays the same. */
    private void fillPool() {
        int limit = Math.round(dropout * (1 << DROPOUT_BITS));
        float scale = 1 / (1 - dropout);
        int atOnce = Long.SIZE / DROPOUT_BITS;
        for (int first = 0; first < kept.length; first += atOnce) {
            long bits = random.nextLong();
            int end = Math.min(first + atOnce, kept.length);
            for (int i = first; i < end; i++) {
                kept[i] = ((int) bits & ((1 << DROPOUT_BITS) - 1)) < limit ? 0 : scale;
                bits >>>= DROPOUT_BITS;
            }
        }
    }

    /** The values on the way forward, and their gradient on the way back. */
    private void drop(float[] values) {
        for (int i = 0; i < kept.length / 2; i++) {
            values[i] *= kept[keptFrom + i];
        }
    }

    /**
     * Takes the gradient by the outputs of the last {@link #forward}, and gives the one by its inputs.
     *
     * @param further whether anybody needs the gradient by the inputs
     */
    float[] backward(float[] byOutputs, boolean further) {
        if (rectified) {
            for (int i = 0; i < byOutputs.length; i++) {
                byOutputs[i] = given[i] > 0 ? byOutputs[i] : 0;
            }
        }
        Arrays.fill(bias.gradient, 0);
        for (int row = 0; row < rows; row++) {
            for (int o = 0; o < outputs; o++) {
                bias.gradient[o] += byOutputs[row * outputs + o];
            }
        }
        Blas.productOfTransposed(received, byOutputs, weights.gradient, inputs, rows, outputs);
        if (further) {
            Blas.productWithTransposed(byOutputs, weights.values, passedBack, rows, outputs, inputs);
            drop(passedBack);
        }
        return passedBack;
    }

    /**
     * One step of the optimiser.
     *
     * @param rate the learning rate
     * @param iteration number of this step, from 1 on
     * @param penalty on squared weights
     */
    void step(double rate, int iteration, float penalty) {
        double unbiased = Math.sqrt(1 - Math.pow(DECAY_OF_SQUARE, iteration));
        float corrected = (float) (rate * unbiased / (1 - Math.pow(DECAY_OF_MEAN, iteration)));
        weights.step(corrected, TINY, penalty);
        bias.step(corrected, TINY, 0);
    }

    double squaredWeights() {
        double sum = 0;
        for (float weight : weights.values) {
            sum += weight * weight;
        }
        return sum;
    }

    /** The layer as it is now. */
    Layer.Dense plain() {
        return new Layer.Dense(inputs, outputs, weights.values.clone(), bias.values.clone(), rectified);
    }
}
