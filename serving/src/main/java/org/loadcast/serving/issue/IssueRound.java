package org.loadcast.serving.issue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.loadcast.features.forecast.Forecast;
import org.loadcast.features.forecast.Horizon;
import org.loadcast.features.meter.MeterId;

/**
 * What became of a round.
 *
 * @param at the time as of which was forecast
 * @param forecasts those that were issued, with nine deciles
 * @param refused meters without a forecast
 * @param took from its begin until all was stored
 */
public record IssueRound(Horizon horizon, Instant at, List<Forecast> forecasts, List<Refused> refused, Duration took) {

    public IssueRound {
        forecasts = List.copyOf(forecasts);
        refused = List.copyOf(refused);
    }

    /** A meter that could not be forecast; {@code reason} says why and what to do. */
    public record Refused(MeterId meter, String reason) {}
}
