package org.loadcast.training.run;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.loadcast.features.forecast.Horizon;
import org.loadcast.training.blend.Effort;
import org.loadcast.training.tune.TuningPlan;

/**
 * What to train.
 *
 * @param horizon {@link Horizon#QUARTER_HOUR} or {@link Horizon#DAY_AHEAD}
 * @param until nothing at or after it is learned from
 * @param families that may take part; empty for all that the catalogue holds
 * @param effort how long training may take
 * @param seed of all randomness
 * @param tuning how to search settings first; empty for none
 */
public record TrainingRequest(
        Horizon horizon, Instant until, Set<String> families, Effort effort, long seed, Optional<TuningPlan> tuning) {

    /** A request without tuning. */
    public TrainingRequest(Horizon horizon, Instant until, Set<String> families, Effort effort, long seed) {
        this(horizon, until, families, effort, seed, Optional.empty());
    }

    public TrainingRequest {
        families = Set.copyOf(families);
        if (!horizon.equals(Horizon.QUARTER_HOUR) && !horizon.equals(Horizon.DAY_AHEAD)) {
            throw new IllegalArgumentException("Models are trained for quarter-hour and day-ahead, not for "
                    + horizon.label() + ". The day-ahead model answers spans of up to two days.");
        }
    }
}
