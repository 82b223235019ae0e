package org.loadcast.training.forecaster.neural;

import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.loadcast.training.forecaster.FitProgress;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Trains one DL4J network by shuffled mini-batches and keeps the parameters of its best epoch. Confined to one thread. */
final class NetworkTraining {

    private final ComputationGraph network;
    private final QuantileHead head;
    private final String name;
    private final FitProgress progress;

    NetworkTraining(ComputationGraph network, QuantileHead head, String name, FitProgress progress) {
        this.network = network;
        this.head = head;
        this.name = name;
        this.progress = progress;
    }

    /**
     * What came of a training.
     *
     * @param epochs number of epochs after which the network was best, from 1 on
     * @param loss its mean loss on the validation samples; on the training samples when there are none
     */
    record Outcome(int epochs, double loss) {}

    /**
     * Trains for at most {@code epochs}, or until the deadline passes, at least one epoch.
     *
     * @param validation samples to choose the best epoch by; with none, the last epoch stays
     * @throws IllegalStateException when the loss never becomes finite
     */
    Outcome train(Samples training, Samples validation, int epochs, int batchSize, long seed, Deadline deadline) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] order = IntStream.range(0, training.count()).toArray();
        Samples.Batch batch = training.batch(Math.min(batchSize, training.count()));
        Outcome best = new Outcome(0, Double.POSITIVE_INFINITY);
        INDArray kept = network.params();
        for (int epoch = 1; epoch <= epochs && (epoch == 1 || !deadline.passed()); epoch++) {
            double reached = epoch(training, batch, order, random);
            if (validation.count() == 0) {
                best = new Outcome(epoch, reached);
            } else {
                reached = loss(validation);
                if (reached < best.loss) {
                    best = new Outcome(epoch, reached);
                    kept = network.params().dup();
                }
            }
            progress.step(String.format(Locale.ROOT, "%s epoch loss %.4f", name, reached), epoch, epochs);
        }
        if (!Double.isFinite(best.loss)) {
            throw new IllegalStateException(
                    "The training of " + name + " diverged: its loss is " + best.loss + ". Lower learning-rate.");
        }
        network.setParams(kept);
        return best;
    }

    /** One pass over all samples; the mean loss on the way. */
    private double epoch(Samples training, Samples.Batch batch, int[] order, SplittableRandom random) {
        shuffle(order, random);
        INDArray[] targets = {batch.targets()};
        int size = Math.toIntExact(batch.targets().size(0));
        int batches = training.count() / size;
        double sum = 0;
        for (int i = 0; i < batches; i++) {
            batch.fill(order, i * size);
            network.fit(batch.inputs(), targets);
            sum += network.score();
        }
        return sum / batches;
    }

    /** Mean loss of samples that were not learned from; in plain arrays, as it will answer later. */
    private double loss(Samples validation) {
        TrainedNetwork plain = Architecture.plain(network);
        double[] quantiles = new double[head.size()];
        double sum = 0;
        int targets = 0;
        for (int sample = 0; sample < validation.count(); sample++) {
            float[] raw = validation.apply(plain, sample);
            float[] actual = validation.targets(sample);
            for (int i = 0; i < actual.length; i++) {
                if (!Float.isNaN(actual[i])) {
                    head.compose(raw, i * head.size(), quantiles);
                    sum += head.loss(quantiles, actual[i]);
                    targets++;
                }
            }
        }
        return sum / targets;
    }

    private static void shuffle(int[] order, SplittableRandom random) {
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
    }
}
