package org.loadcast.serving.forecast;

import java.time.Duration;
import java.time.Instant;
import org.loadcast.features.forecast.Quantiles;
import org.loadcast.training.forecaster.FittedForecaster;

/** What a {@link ModelSource} has for a meter and a horizon. */
public sealed interface Champion {

    /**
     * A promoted model that can answer.
     *
     * @param id its id in the registry
     * @param family its family, such as {@code blend}
     * @param trainedUntil end of the data that it has learned from
     * @param step spacing of the load that it was trained on
     * @param quantiles levels that it answers with
     */
    record Promoted(
            String id,
            String family,
            Instant trainedUntil,
            Duration step,
            Quantiles quantiles,
            FittedForecaster forecaster)
            implements Champion {}

    /**
     * No model can answer.
     *
     * @param reason in words: none was promoted, or the promoted one was refused and why
     */
    record Absent(String reason) implements Champion {}
}
