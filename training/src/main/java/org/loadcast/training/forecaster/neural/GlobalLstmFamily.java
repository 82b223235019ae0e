package org.loadcast.training.forecaster.neural;

/** The family {@code lstm-global}: {@link LstmFamily} as one model of many meters, with what kind of meter each is. */
public final class GlobalLstmFamily extends NeuralFamily {

    /** For {@link java.util.ServiceLoader}. */
    public GlobalLstmFamily() {
        super(Architecture.LSTM, true);
    }
}
