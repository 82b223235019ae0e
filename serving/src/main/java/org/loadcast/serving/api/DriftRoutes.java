package org.loadcast.serving.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.store.MeterDirectory;
import org.loadcast.serving.forecast.UnknownMeterException;
import org.loadcast.serving.retrain.Drift;
import org.loadcast.serving.retrain.DriftReport;

/** {@code /api/v1/drift}: how the champions do on live data. */
public final class DriftRoutes implements RouteGroup {

    private final DriftReport report;
    private final MeterDirectory meters;

    public DriftRoutes(DriftReport report, MeterDirectory meters) {
        this.report = report;
        this.meters = meters;
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.get("/api/v1/drift", this::show);
    }

    record DriftJson(
            String meterId,
            String horizon,
            String model,
            Instant trainedUntil,
            int points,
            OptionalDouble liveMaeKw,
            OptionalDouble naiveMaeKw,
            double validationMaeKw,
            String state,
            String reason) {

        static DriftJson of(Drift drift) {
            return new DriftJson(
                    drift.meter(),
                    drift.horizon(),
                    drift.model(),
                    drift.trainedUntil(),
                    drift.points(),
                    drift.liveMaeKw(),
                    drift.naiveMaeKw(),
                    drift.validationMaeKw(),
                    drift.state().name().toLowerCase(Locale.ROOT),
                    drift.reason());
        }
    }

    record Report(List<DriftJson> champions) {}

    private void show(Context ctx) {
        Query query = new Query(ctx);
        List<Meter> named = query.meters().stream()
                .map(id -> meters.find(id).orElseThrow(() -> new UnknownMeterException(id)))
                .toList();
        ctx.json(new Report(report.of(named.isEmpty() ? meters.all() : named).stream()
                .map(DriftJson::of)
                .toList()));
    }
}
