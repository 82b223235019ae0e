package org.loadcast.training.forecaster.neural;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.loadcast.features.forecast.Quantiles;
import org.loadcast.training.forecaster.FitProgress;

/** Epochs of {@code mlp} in plain arrays with OpenBLAS and in DL4J: seconds of CPU time, their ratio, and the loss reached. */
final class NetworkBenchmark {

    private static final Quantiles DECILES = Quantiles.of(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9);
    private static final int EPOCHS = 3;
    private static final int BATCH = 256;

    private NetworkBenchmark() {}

    public static void main(String[] args) {
        int rows = args.length > 0 ? Integer.parseInt(args[0]) : 20_000;
        int columns = args.length > 1 ? Integer.parseInt(args[1]) : 120;
        Samples samples = samples(rows, columns);
        System.out.printf("%d rows, %d columns, %d epochs, CPU seconds%n", rows, columns, EPOCHS);
        System.out.printf("%-10s %10s %10s %8s %12s %12s%n", "network", "loadcast", "dl4j", "ratio", "loss", "loss dl4j");
        for (String hidden : List.of("64-32", "64-32", "128-64", "256-128")) {
            NetworkSettings settings = NetworkSettings.of(Architecture.MLP, Map.of("hidden", hidden));
            int iterations = EPOCHS * (rows / BATCH);
            double[] ours = measure(samples, () -> new DenseLearner(settings, samples, DECILES, BATCH, iterations, 1));
            double[] theirs = measure(samples, () -> new GraphLearner(
                    Architecture.MLP.network(settings, samples, DECILES, iterations, 1), samples, BATCH));
            System.out.printf("%-10s %10.2f %10.2f %8.1f %12.4f %12.4f%n",
                    hidden, ours[0], theirs[0], theirs[0] / ours[0], ours[1], theirs[1]);
        }
    }

    /** CPU seconds of this thread, and the loss of the last epoch. */
    private static double[] measure(Samples samples, Supplier<Learner> learner) {
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        double loss = new NetworkTraining(learner.get(), new QuantileHead(DECILES), "mlp", FitProgress.SILENT)
                .train(samples, samples.slice(0, 0), EPOCHS, 1, Deadline.in(Duration.ofHours(1)))
                .loss();
        return new double[] {(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before) / 1e9, loss};
    }

    /** Targets that depend on some of the columns, with noise. */
    private static Samples samples(int rows, int columns) {
        SplittableRandom random = new SplittableRandom(1);
        float[] inputs = new float[rows * columns];
        float[] targets = new float[rows];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                inputs[row * columns + column] = (float) random.nextDouble(-2, 2);
            }
            int at = row * columns;
            targets[row] = (float) (Math.abs(inputs[at]) + inputs[at + 1] * inputs[at + 2] + random.nextDouble(-1, 1));
        }
        return new Samples(List.of(Samples.Part.rows(inputs, columns)), Samples.Part.rows(targets, 1));
    }
}
