package org.loadcast.training.forecaster.neural;

/** The family {@code mlp-global}: {@link MlpFamily} as one model of many meters, with what kind of meter each is. */
public final class GlobalMlpFamily extends NeuralFamily {

    /** For {@link java.util.ServiceLoader}. */
    public GlobalMlpFamily() {
        super(Architecture.MLP, true);
    }
}
