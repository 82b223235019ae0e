package org.loadcast.training.forecaster.neural;

/** The family {@code cnn}: dilated convolutions over the past week and over the targets. */
public final class CnnFamily extends NeuralFamily {

    /** For {@link java.util.ServiceLoader}. */
    public CnnFamily() {
        super(Architecture.CNN, false);
    }
}
