package org.loadcast.serving.issue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.loadcast.features.forecast.Forecast;
import org.loadcast.features.forecast.Horizon;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.store.ForecastStore;
import org.loadcast.features.store.MeterDirectory;
import org.loadcast.features.store.Stores;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Begins the rounds when they are due by the clock, from {@link #start} to {@link #close}. */
public final class IssueClock implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(IssueClock.class);
    private static final long LOOK_MILLIS = 100;

    /** A round for all meters takes the whole machine: who waited for the service is answered first. */
    private static final long FIRST_LOOK_MILLIS = 1_500;

    /** What need not be on the dot is looked at so often: it reads all meters. */
    private static final Duration RARELY = Duration.ofSeconds(1);

    private static final long STOP_SECONDS = 10;

    private final ForecastIssuer issuer;
    private final MeterDirectory meters;
    private final ForecastStore issued;
    private final IssuePlan plan;
    private final Clock clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "issue-clock");
        thread.setDaemon(true);
        return thread;
    });
    private Instant nextRare = Instant.MIN;

    public IssueClock(ForecastIssuer issuer, Stores stores, IssueConfig config, Clock clock) {
        this.issuer = issuer;
        this.meters = stores.meters();
        this.issued = stores.forecasts();
        this.plan = new IssuePlan(config);
        this.clock = clock;
    }

    /** Begins in a moment; what is due already is issued then. */
    public void start() {
        var unused = timer.scheduleWithFixedDelay(this::look, FIRST_LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Says that weather of these locations has come in. */
    public void weatherCame(Collection<String> locations) {
        plan.weatherCame(locations, clock.instant());
    }

    /** A failed round is logged and the next one tried, for a clock that stops issues nothing any more. */
    private void look() {
        try {
            Instant now = clock.instant();
            issueQuarter(now);
            if (!now.isBefore(nextRare)) {
                nextRare = now.plus(RARELY);
                issueDayAhead(now);
                issueAfterWeather(now);
            }
        } catch (RuntimeException failed) {
            LOG.error("A round of forecasts failed: {}", failed.getMessage(), failed);
        }
    }

    private void issueQuarter(Instant now) {
        plan.quarter(now).ifPresent(quarter -> {
            if (quarter.missed() > 0) {
                LOG.warn(
                        "No quarter-hour forecasts were issued for {} quarters of an hour before {}: the service stood still or"
                                + " was too slow. They are not made up for.",
                        quarter.missed(),
                        quarter.cutoff());
            }
            issue(meters.all(), Horizon.QUARTER_HOUR, quarter.cutoff());
        });
    }

    private void issueDayAhead(Instant now) {
        List<Meter> all = meters.all();
        Map<ZoneId, Instant> due = plan.dayAhead(all.stream().map(Meter::zone).collect(Collectors.toSet()), now);
        if (!due.isEmpty()) {
            List<Meter> waiting = all.stream()
                    .filter(meter -> due.containsKey(meter.zone()))
                    .filter(meter -> !wasIssued(meter, due.getOrDefault(meter.zone(), now)))
                    .toList();
            issue(waiting, Horizon.DAY_AHEAD, now);
        }
    }

    /** Whether a stop and start since {@code time} has not left the meter without its forecast. */
    private boolean wasIssued(Meter meter, Instant time) {
        return issued.latest(meter.id(), Horizon.DAY_AHEAD.label())
                .map(Forecast::issuedAt)
                .filter(at -> !at.isBefore(time))
                .isPresent();
    }

    private void issueAfterWeather(Instant now) {
        Set<String> locations = plan.weather(now);
        if (!locations.isEmpty()) {
            List<Meter> there = meters.all().stream()
                    .filter(meter -> meter.weatherLocations().stream().anyMatch(locations::contains))
                    .toList();
            issue(there, Horizon.DAY_AHEAD, now);
        }
    }

    private void issue(List<Meter> chosen, Horizon horizon, Instant at) {
        if (!chosen.isEmpty()) {
            issuer.issue(chosen, horizon, at);
        }
    }

    /** Begins no more rounds, and waits for the one that runs. */
    @Override
    public void close() {
        timer.shutdown();
        try {
            if (!timer.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("A round of forecasts still runs after {} s and is given up.", STOP_SECONDS);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
