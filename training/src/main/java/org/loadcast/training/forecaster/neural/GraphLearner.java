package org.loadcast.training.forecaster.neural;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A network of DL4J. */
final class GraphLearner implements Learner {

    private final ComputationGraph network;
    private final Samples.Batch batch;
    private final INDArray[] targets;

    GraphLearner(ComputationGraph network, Samples samples, int batchSize) {
        this.network = network;
        this.batch = samples.batch(batchSize);
        this.targets = new INDArray[] {batch.targets()};
    }

    @Override
    public int batchSize() {
        return Math.toIntExact(batch.targets().size(0));
    }

    @Override
    public double learn(int[] order, int from) {
        batch.fill(order, from);
        network.fit(batch.inputs(), targets);
        return network.score();
    }

    @Override
    public TrainedNetwork network() {
        return Architecture.plain(network);
    }
}
