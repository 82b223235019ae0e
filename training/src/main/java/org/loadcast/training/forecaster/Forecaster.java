package org.loadcast.training.forecaster;

/** A method with its parameters, ready to learn. */
public interface Forecaster {

    /**
     * Learns from the examples. A pure function of the set, the parameters and the seed.
     *
     * @throws TooLittleHistoryException when the set cannot carry the method
     */
    FittedForecaster fit(TrainingSet set, FitOptions options);
}
