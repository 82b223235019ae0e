package org.loadcast.training.forecaster;

import java.time.Duration;
import org.loadcast.features.forecast.Quantiles;

/**
 * How to fit.
 *
 * @param quantiles levels that the fitted forecaster answers with
 * @param seed of all randomness
 * @param budget wall-clock time that an iterative method may take; it stops early and says so
 * @param progress is told about long work
 */
public record FitOptions(Quantiles quantiles, long seed, Duration budget, FitProgress progress) {

    /** Nine deciles, seed 1, five minutes, silent. */
    public static FitOptions defaults() {
        return new FitOptions(Quantiles.DECILES, 1, Duration.ofMinutes(5), FitProgress.SILENT);
    }
}
