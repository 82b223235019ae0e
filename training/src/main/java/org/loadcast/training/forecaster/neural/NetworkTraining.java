package org.loadcast.training.forecaster.neural;

import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.loadcast.training.forecaster.FitProgress;

/** Trains one network by shuffled mini-batches and keeps what it was after its best epoch. Confined to one thread. */
final class NetworkTraining {

    private final Learner learner;
    private final QuantileHead head;
    private final String name;
    private final FitProgress progress;

    NetworkTraining(Learner learner, QuantileHead head, String name, FitProgress progress) {
        this.learner = learner;
        this.head = head;
        this.name = name;
        this.progress = progress;
    }

    /**
     * What came of a training.
     *
     * @param epochs number of epochs after which the network was best, from 1 on
     * @param loss its mean loss on the validation samples; on the training samples when there are none
     * @param network the best one
     */
    record Outcome(int epochs, double loss, TrainedNetwork network) {}

    /**
     * Trains for at most {@code epochs}, or until the deadline passes, at least one epoch.
     *
     * @param validation samples to choose the best epoch by; with none, the last epoch stays
     * @throws IllegalStateException when the loss never becomes finite
     */
    Outcome train(Samples training, Samples validation, int epochs, long seed, Deadline deadline) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] order = IntStream.range(0, training.count()).toArray();
        Optional<Outcome> best = Optional.empty();
        double reached = Double.NaN;
        int epoch = 0;
        while (epoch < epochs && (epoch == 0 || !deadline.passed())) {
            epoch++;
            reached = epoch(order, random);
            if (validation.count() > 0) {
                TrainedNetwork network = learner.network();
                reached = loss(network, validation);
                if (reached < best.map(Outcome::loss).orElse(Double.POSITIVE_INFINITY)) {
                    best = Optional.of(new Outcome(epoch, reached, network));
                }
            }
            progress.step(String.format(Locale.ROOT, "%s epoch loss %.4f", name, reached), epoch, epochs);
        }
        Outcome outcome = best.orElse(new Outcome(epoch, reached, learner.network()));
        if (!Double.isFinite(outcome.loss)) {
            throw new IllegalStateException(
                    "The training of " + name + " diverged: its loss is " + outcome.loss + ". Lower learning_rate.");
        }
        return outcome;
    }

    /** One pass over all samples; the mean loss on the way. */
    private double epoch(int[] order, SplittableRandom random) {
        shuffle(order, random);
        int batches = order.length / learner.batchSize();
        double sum = 0;
        for (int i = 0; i < batches; i++) {
            sum += learner.learn(order, i * learner.batchSize());
        }
        return sum / batches;
    }

    /** Mean loss of samples that were not learned from; as it will answer later. */
    private double loss(TrainedNetwork plain, Samples validation) {
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
