package org.loadcast.training.forecaster.neural;

/** The family {@code cnn-global}: {@link CnnFamily} as one model of many meters, with what kind of meter each is. */
public final class GlobalCnnFamily extends NeuralFamily {

    /** For {@link java.util.ServiceLoader}. */
    public GlobalCnnFamily() {
        super(Architecture.CNN, true);
    }
}
