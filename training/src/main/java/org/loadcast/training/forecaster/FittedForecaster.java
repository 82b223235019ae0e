package org.loadcast.training.forecaster;

import java.io.IOException;
import java.nio.file.Path;

/** A method that has learned. Thread-safe. */
public interface FittedForecaster {

    /**
     * The forecast: rows = target intervals, columns = the quantiles of {@link FitOptions}, kW, never falling in a row.
     *
     * <p>A method without a distribution of its own returns its point forecast in every column; calibration spreads it.
     */
    double[][] forecast(ForecastContext context);

    /** Writes all that {@link ForecasterFamily#load} needs into the empty directory {@code directory}. */
    void save(Path directory) throws IOException;
}
