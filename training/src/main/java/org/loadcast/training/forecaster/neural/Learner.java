package org.loadcast.training.forecaster.neural;

/** A network while it learns from one set of samples. Confined to one thread. */
interface Learner {

    /** Number of samples of a mini-batch. */
    int batchSize();

    /**
     * Learns from the samples {@code order[from]}, {@code order[from + 1]}, ..., a mini-batch of them.
     *
     * @return their mean loss before
     */
    double learn(int[] order, int from);

    /** What has been learned so far; later learning does not change it. */
    TrainedNetwork network();
}
