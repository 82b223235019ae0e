package org.loadcast.training.forecaster.neural;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import org.loadcast.features.forecast.Quantiles;

/**
 * Dense layers that learn in plain arrays, with OpenBLAS for the products.
 *
 * <p>DL4J makes some sixty native operations of every mini-batch, and for networks as small as these their calls are most of the time:
 * this takes three to six times less on one core ({@code benchmarks/networks.sh}). Mini-batches, Adam (D. P. Kingma and J. Ba, 2015) with the
 * rate of {@link OneCycle}, rectified units (initialised after K. He and others, 2015), inverted dropout before every layer but
 * the first, and an L2 penalty on the weights that is part of the gradient.
 */
final class DenseLearner implements Learner {

    private final Samples samples;
    private final QuantileHead head;
    private final OneCycle rate;
    private final float penalty;
    private final int batchSize;
    private final int width;
    private final List<LearningLayer> layers = new ArrayList<>();
    private final float[] inputs;
    private final float[] targets;
    private final float[] gradient;
    private final double[] quantiles;
    private int iteration;

    /**
     * An untrained network.
     *
     * @param samples rows of features, not series
     * @param iterations number of mini-batches of the whole training
     */
    DenseLearner(
            NetworkSettings settings, Samples samples, Quantiles quantiles, int batchSize, int iterations, long seed) {
        this.samples = samples;
        this.head = new QuantileHead(quantiles);
        this.rate = new OneCycle(settings.learningRate(), iterations);
        this.penalty = (float) settings.weightDecay();
        this.batchSize = batchSize;
        this.width = samples.inputs().get(0).channels();
        Random random = new Random(seed);
        SplittableRandom dropouts = new SplittableRandom(seed);
        int from = width;
        for (int size : settings.hidden()) {
            float dropout = layers.isEmpty() ? 0 : (float) settings.dropout();
            double deviation = Math.sqrt(2.0 / from);
            layers.add(new LearningLayer(from, size, true, deviation, random, dropout, dropouts.split(), batchSize));
            from = size;
        }
        int outputs = quantiles.count();
        double deviation = Math.sqrt(2.0 / (from + outputs));
        layers.add(new LearningLayer(
                from, outputs, false, deviation, random, (float) settings.dropout(), dropouts.split(), batchSize));
        this.inputs = new float[batchSize * width];
        this.targets = new float[batchSize];
        this.gradient = new float[batchSize * outputs];
        this.quantiles = new double[outputs];
    }

    @Override
    public int batchSize() {
        return batchSize;
    }

    @Override
    public double learn(int[] order, int from) {
        for (int i = 0; i < batchSize; i++) {
            samples.copyInputs(order[from + i], inputs, i * width);
            targets[i] = samples.target(order[from + i]);
        }
        float[] values = inputs;
        for (LearningLayer layer : layers) {
            values = layer.forward(values);
        }
        double loss = differentiate(values);
        float[] slope = gradient;
        for (int i = layers.size() - 1; i >= 0; i--) {
            slope = layers.get(i).backward(slope, i > 0);
        }
        double now = rate.valueAt(iteration++, 0);
        layers.forEach(layer -> layer.step(now, iteration, penalty));
        return loss
                + penalty
                        / 2
                        * layers.stream()
                                .mapToDouble(LearningLayer::squaredWeights)
                                .sum();
    }

    /** Fills the gradient of the batch's mean loss by the raw outputs; the mean loss. */
    private double differentiate(float[] raw) {
        Arrays.fill(gradient, 0);
        double sum = 0;
        for (int i = 0; i < batchSize; i++) {
            if (!Float.isNaN(targets[i])) {
                int at = i * quantiles.length;
                head.compose(raw, at, quantiles);
                sum += head.loss(quantiles, targets[i]);
                head.gradient(raw, at, quantiles, targets[i], gradient);
            }
        }
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] /= batchSize;
        }
        return sum / batchSize;
    }

    @Override
    public TrainedNetwork network() {
        return new TrainedNetwork(
                Optional.empty(),
                Optional.empty(),
                new PlainNetwork(layers.stream().map(LearningLayer::plain).toList()));
    }
}
