package org.loadcast.training.forecaster.neural;

/** The family {@code lstm}: long short-term memories over the past week and over the targets. */
public final class LstmFamily extends NeuralFamily {

    /** For {@link java.util.ServiceLoader}. */
    public LstmFamily() {
        super(Architecture.LSTM, false);
    }
}
