package org.loadcast.serving.metrics;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.loadcast.features.forecast.Forecast;
import org.loadcast.features.forecast.Horizon;
import org.loadcast.serving.issue.ForecastPublisher;
import org.loadcast.serving.issue.IssueRound;

/** Rounds of forecasts: how many, of which tier, how long a round took, and as of when the last one was. Thread-safe. */
public final class IssueNumbers implements ForecastPublisher {

    private final Metrics metrics;
    private final Map<Horizon, Instant> last = new ConcurrentHashMap<>();

    public IssueNumbers(Metrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public void publish(IssueRound round) {
        String horizon = round.horizon().label();
        Map<String, Long> tiers =
                round.forecasts().stream().collect(Collectors.groupingBy(IssueNumbers::tier, Collectors.counting()));
        tiers.forEach((tier, count) -> metrics.count(
                "loadcast.forecasts.issued", "Forecasts of rounds, stored", count, "horizon", horizon, "tier", tier));
        metrics.count(
                "loadcast.forecasts.refused",
                "Meters without a forecast in a round",
                round.refused().size(),
                "horizon",
                horizon);
        metrics.took(
                "loadcast.issue.round",
                "From the begin of a round until all was stored",
                round.took(),
                "horizon",
                horizon);
        if (last.put(round.horizon(), round.at()) == null) {
            metrics.gauge(
                    "loadcast.issue.last.timestamp.seconds",
                    "As of when the last round was",
                    () -> last.getOrDefault(round.horizon(), Instant.EPOCH).getEpochSecond(),
                    "horizon",
                    horizon);
        }
    }

    private static String tier(Forecast forecast) {
        return forecast.source().tier().label();
    }
}
