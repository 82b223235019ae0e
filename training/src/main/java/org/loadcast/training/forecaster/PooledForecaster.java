package org.loadcast.training.forecaster;

import java.util.List;

/** A method that learns from many meters at once and then answers for any of them, and for others of their kind. */
public interface PooledForecaster extends Forecaster {

    /**
     * Learns from the examples of all sets, which have the same window. A pure function of the sets, the parameters and the seed.
     *
     * @throws TooLittleHistoryException when the sets cannot carry the method
     */
    FittedForecaster fit(List<TrainingSet> sets, FitOptions options);

    @Override
    default FittedForecaster fit(TrainingSet set, FitOptions options) {
        return fit(List.of(set), options);
    }
}
