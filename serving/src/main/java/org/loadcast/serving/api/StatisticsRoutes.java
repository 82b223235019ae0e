package org.loadcast.serving.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.series.Interval;
import org.loadcast.features.series.LoadSeries;
import org.loadcast.features.statistics.LevelScale;
import org.loadcast.features.store.Stores;
import org.loadcast.serving.forecast.UnknownMeterException;
import org.loadcast.serving.statistics.StoredStatistics;

/** {@code /api/v1/meters/{id}/statistics} and {@code /levels}: what a meter's load is like, and how high it is. */
public final class StatisticsRoutes implements RouteGroup {

    private static final int MOST_POINTS = 50_000;

    private final Stores stores;
    private final StoredStatistics statistics;

    public StatisticsRoutes(Stores stores, StoredStatistics statistics) {
        this.stores = stores;
        this.statistics = statistics;
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.get("/api/v1/meters/{id}/statistics", this::statistics);
        routes.get("/api/v1/meters/{id}/levels", this::levels);
    }

    private void statistics(Context ctx) {
        Query query = new Query(ctx);
        Meter meter = meter(query);
        Duration step = step(query, meter.id());
        Interval asked = query.interval(statistics.end(meter.id()), statistics.usualSpan(meter.id(), step));
        ctx.json(StatisticsJson.of(report(meter, asked, step)));
    }

    /** Every known step with its level, on the scale of the usual span before {@code to}. */
    record LevelsOfMeter(
            String meterId, Duration step, String unit, StatisticsJson.LevelsJson levels, List<PointJson> points) {}

    record PointJson(Instant start, double loadKw, String level) {}

    private void levels(Context ctx) {
        Query query = new Query(ctx);
        Meter meter = meter(query);
        Duration step = step(query, meter.id());
        Interval asked = query.interval(statistics.end(meter.id()), Duration.ofDays(1));
        requireFew(asked, step, MOST_POINTS);
        Interval before = new Interval(asked.to().minus(statistics.usualSpan(meter.id(), step)), asked.to());
        LevelScale scale = report(meter, before, step).statistics().levels();
        LoadSeries load = stores.measurements().load(meter.id(), asked, step);
        List<PointJson> points = new ArrayList<>();
        for (int i = 0; i < load.length(); i++) {
            if (!load.isMissing(i)) {
                double loadKw = load.kilowatts(i);
                points.add(new PointJson(
                        load.grid().startOf(i), loadKw, scale.of(loadKw).label()));
            }
        }
        ctx.json(new LevelsOfMeter(meter.id().value(), step, "kW", StatisticsJson.LevelsJson.of(scale), points));
    }

    private Meter meter(Query query) {
        MeterId id = query.meter();
        return stores.meters().find(id).orElseThrow(() -> new UnknownMeterException(id));
    }

    private Duration step(Query query, MeterId meter) {
        return query.step().orElseGet(() -> statistics.usualStep(meter));
    }

    private StoredStatistics.Report report(Meter meter, Interval interval, Duration step) {
        requireFew(interval, step, StoredStatistics.MOST_STEPS);
        return statistics
                .of(meter, interval, step)
                .orElseThrow(() -> ProblemException.notFound(
                        "Meter '" + meter.id() + "' has no clean value from " + interval.from() + " to " + interval.to()
                                + " at step " + step + ". Ask for a time with readings, or another step."));
    }

    private static void requireFew(Interval interval, Duration step, int most) {
        long steps = interval.duration().toSeconds() / step.toSeconds();
        if (steps > most) {
            throw ProblemException.tooMuch(steps + " steps of " + step + " from " + interval.from() + " to "
                    + interval.to() + " are more than " + most + ". Ask for a shorter span or a longer step.");
        }
    }
}
