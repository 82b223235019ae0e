package org.loadcast.serving.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.Reading;
import org.loadcast.features.store.Stores;

/** {@code /health/live} and {@code /health/ready}. */
final class HealthRoutes {

    private static final Duration STALE = Duration.ofHours(2);
    private static final Duration AGES_TRUSTED_FOR = Duration.ofSeconds(15);

    private final Stores stores;
    private final List<ReadinessCheck> checks;
    private final Clock clock;
    private volatile Optional<DataAge> lastAge = Optional.empty();

    HealthRoutes(Stores stores, List<ReadinessCheck> checks, Clock clock) {
        this.stores = stores;
        this.checks = List.copyOf(checks);
        this.clock = clock;
    }

    void register(RoutesConfig routes) {
        routes.get("/health/live", ctx -> ctx.json(Map.of("status", "up")));
        routes.get("/health/ready", this::ready);
    }

    /** Whether the service can do its work; {@code data} tells how fresh the readings are, whatever the status. */
    record Readiness(String status, List<CheckJson> checks, Optional<DataAge> data) {}

    record CheckJson(String name, boolean ok, Optional<String> detail) {}

    /**
     * How fresh the readings are.
     *
     * @param staleMeters meters whose newest reading is older than two hours, or that have none
     */
    record DataAge(
            int meters, int staleMeters, Optional<Instant> newestReading, Optional<Duration> age, Instant measuredAt) {}

    private void ready(Context ctx) {
        List<CheckJson> results = checks.stream()
                .map(check -> {
                    Optional<String> trouble = check.trouble().get();
                    return new CheckJson(check.name(), trouble.isEmpty(), trouble);
                })
                .toList();
        boolean ready = results.stream().allMatch(CheckJson::ok);
        ctx.status(ready ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE);
        ctx.json(new Readiness(
                ready ? "ready" : "not ready", results, ready ? Optional.of(dataAge()) : Optional.empty()));
    }

    private DataAge dataAge() {
        Instant now = clock.instant();
        Optional<DataAge> fresh =
                lastAge.filter(age -> now.isBefore(age.measuredAt().plus(AGES_TRUSTED_FOR)));
        if (fresh.isPresent()) {
            return fresh.get();
        }
        List<Meter> meters = stores.meters().all();
        List<Instant> newest = meters.stream()
                .flatMap(meter -> stores.measurements().latest(meter.id()).stream())
                .map(Reading::timestamp)
                .toList();
        long current =
                newest.stream().filter(at -> at.isAfter(now.minus(STALE))).count();
        Optional<Instant> latest = newest.stream().max(Instant::compareTo);
        DataAge age = new DataAge(
                meters.size(),
                (int) (meters.size() - current),
                latest,
                latest.map(at -> Duration.between(at, now)),
                now);
        lastAge = Optional.of(age);
        return age;
    }
}
