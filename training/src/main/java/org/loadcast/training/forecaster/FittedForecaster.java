package org.loadcast.training.forecaster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;

/** A method that has learned. Thread-safe. */
public interface FittedForecaster {

    /**
     * The forecast: rows = target intervals, columns = the quantiles of {@link FitOptions}, kW, never falling in a row.
     *
     * <p>A method without a distribution of its own returns its point forecast in every column; calibration spreads it.
     */
    double[][] forecast(ForecastContext context);

    /** Why the medians of {@link #forecast} are what they are; empty for a method that cannot say. */
    default Optional<Explanation> explain(ForecastContext context) {
        return Optional.empty();
    }

    /** What the library behind the method keeps of where the model came from, by name; empty when it keeps nothing. */
    default SortedMap<String, String> origin() {
        return Collections.emptySortedMap();
    }

    /** Writes all that {@link ForecasterFamily#load} needs into the empty directory {@code directory}. */
    void save(Path directory) throws IOException;
}
