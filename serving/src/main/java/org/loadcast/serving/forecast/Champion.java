package org.loadcast.serving.forecast;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.loadcast.features.forecast.Quantiles;
import org.loadcast.training.forecaster.FittedForecaster;

/** What a {@link ModelSource} has for a meter and a horizon. Small: the model itself is loaded when it is needed. */
public sealed interface Champion {

    /** Tells this champion from another one; the same as long as the same model serves. */
    String identity();

    /**
     * A promoted model.
     *
     * @param id its id in the registry
     * @param family its family, such as {@code blend}
     * @param trainedUntil end of the data that it has learned from
     * @param step spacing of the load that it was trained on
     * @param quantiles levels that it answers with
     * @param forecaster loads the model, or throws an exception that says why it is refused
     */
    record Promoted(
            String id,
            String family,
            Instant trainedUntil,
            Duration step,
            Quantiles quantiles,
            Supplier<FittedForecaster> forecaster)
            implements Champion {

        @Override
        public String identity() {
            return id;
        }
    }

    /**
     * No model can answer.
     *
     * @param reason in words: none was promoted, or it cannot be known
     */
    record Absent(String reason) implements Champion {

        @Override
        public String identity() {
            return reason;
        }
    }
}
