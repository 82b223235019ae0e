package org.loadcast.serving.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.loadcast.features.forecast.Horizon;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.series.Interval;
import org.loadcast.features.store.Stores;
import org.loadcast.serving.forecast.Accuracy;
import org.loadcast.serving.forecast.UnknownMeterException;

/** {@code /api/v1/meters/{id}/accuracy}: forecasts that were issued against what was measured. */
final class AccuracyRoutes {

    private static final Duration USUAL = Duration.ofDays(28);
    private static final Duration LONGEST = Duration.ofDays(92);

    private final Stores stores;
    private final Clock clock;

    AccuracyRoutes(Stores stores, Clock clock) {
        this.stores = stores;
        this.clock = clock;
    }

    void register(RoutesConfig routes) {
        routes.get("/api/v1/meters/{id}/accuracy", this::show);
    }

    /** Accuracy of the forecasts with a cutoff from {@code from} to {@code to}. */
    record AccuracyJson(
            String meterId, String horizon, Instant from, Instant to, String unit, List<Accuracy.Row> accuracy) {}

    private void show(Context ctx) {
        Query query = new Query(ctx);
        MeterId id = query.meter();
        if (stores.meters().find(id).isEmpty()) {
            throw new UnknownMeterException(id);
        }
        Horizon horizon = query.horizon();
        Interval cutoffs = query.interval(clock.instant(), USUAL);
        if (cutoffs.duration().compareTo(LONGEST) > 0) {
            throw ProblemException.tooMuch("Forecasts of more than " + LONGEST.toDays()
                    + " days are too many for one answer. Move from and to closer together.");
        }
        ctx.json(new AccuracyJson(
                id.value(),
                horizon.label(),
                cutoffs.from(),
                cutoffs.to(),
                "kW",
                Accuracy.of(stores, id, horizon.label(), cutoffs)));
    }
}
