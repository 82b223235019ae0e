package org.loadcast.training.run;

import java.time.Instant;
import java.util.Set;
import org.loadcast.features.forecast.Horizon;
import org.loadcast.training.blend.Effort;

/**
 * What to train.
 *
 * @param horizon {@link Horizon#QUARTER_HOUR} or {@link Horizon#DAY_AHEAD}
 * @param until nothing at or after it is learned from
 * @param families that may take part; empty for all that the catalogue holds
 * @param effort how long training may take
 * @param seed of all randomness
 */
public record TrainingRequest(Horizon horizon, Instant until, Set<String> families, Effort effort, long seed) {

    public TrainingRequest {
        families = Set.copyOf(families);
        if (!horizon.equals(Horizon.QUARTER_HOUR) && !horizon.equals(Horizon.DAY_AHEAD)) {
            throw new IllegalArgumentException("Models are trained for quarter-hour and day-ahead, not for "
                    + horizon.label() + ". The day-ahead model answers spans of up to two days.");
        }
    }
}
