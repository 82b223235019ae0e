package org.loadcast.training.forecaster.neural;

/** The family {@code mlp}: a dense network on the features of each target interval. */
public final class MlpFamily extends NeuralFamily {

    /** For {@link java.util.ServiceLoader}. */
    public MlpFamily() {
        super(Architecture.MLP, false);
    }
}
