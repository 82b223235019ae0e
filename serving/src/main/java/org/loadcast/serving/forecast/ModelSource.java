package org.loadcast.serving.forecast;

import java.time.Duration;
import org.loadcast.features.forecast.Horizon;
import org.loadcast.features.meter.Meter;

/** Where promoted models come from. Thread-safe. */
@FunctionalInterface
public interface ModelSource {

    /** A day-ahead model learns every lead time up to this, so it answers such spans too. */
    Duration REACH = Duration.ofDays(2);

    /** The model that was promoted for this meter and horizon, or why none can answer. Loads it when it is first asked. */
    Champion champion(Meter meter, Horizon horizon);

    /** A source without models. */
    static ModelSource none() {
        return (meter, horizon) ->
                new Champion.Absent("No model is promoted for meter " + meter.id() + " and " + horizon.label() + ".");
    }
}
