package org.loadcast.serving.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.meter.Reading;
import org.loadcast.features.series.Interval;
import org.loadcast.features.series.LoadSeries;
import org.loadcast.features.store.MeasurementStore;
import org.loadcast.features.store.MeterDirectory;
import org.loadcast.features.store.Stores;
import org.loadcast.serving.access.VisibleMeters;
import org.loadcast.serving.access.Visitor;
import org.loadcast.serving.forecast.ForecastService;
import org.loadcast.serving.forecast.UnknownMeterException;
import org.loadcast.serving.ingest.decode.LineProtocol;
import org.loadcast.serving.ingest.decode.ReadingRows;
import org.loadcast.serving.stream.Event;
import org.loadcast.serving.stream.EventBus;

/** {@code /api/v1/readings} and {@code /api/v1/meters/{id}/readings}: load in and out. */
final class ReadingRoutes {

    private static final int MOST_POINTS = 50_000;

    private final MeasurementStore readings;
    private final MeterDirectory meters;
    private final ForecastService forecasts;
    private final EventBus events;
    private final ObjectMapper json;
    private final Clock clock;

    ReadingRoutes(Stores stores, ForecastService forecasts, EventBus events, ObjectMapper json, Clock clock) {
        this.readings = stores.measurements();
        this.meters = stores.meters();
        this.forecasts = forecasts;
        this.events = events;
        this.json = json;
        this.clock = clock;
    }

    void register(RoutesConfig routes) {
        routes.post("/api/v1/readings", this::write);
        routes.get("/api/v1/meters/{id}/readings", this::show);
    }

    /** What became of sent readings; {@code new_meters} were unknown and stand in the directory now, in UTC. */
    record Receipt(int accepted, List<Body.Rejected> rejected, List<String> newMeters) {}

    private void write(Context ctx) {
        LineProtocol lines = new Query(ctx)
                .parsed("precision", LineProtocol::ofPrecision)
                .orElseGet(() -> LineProtocol.ofPrecision("ns"));
        ReadingRows decoder = new ReadingRows(clock.instant());
        Body.Rows<Reading> rows = Body.rows(
                ctx,
                json,
                row -> requireSeen(decoder.decode(row)),
                line -> requireSeen(decoder.decode(lines.parse(line))));
        List<String> newMeters = new ArrayList<>();
        if (!rows.accepted().isEmpty()) {
            readings.write(rows.accepted());
            rows.accepted().stream()
                    .map(Reading::meter)
                    .distinct()
                    .filter(id -> meters.find(id).isEmpty())
                    .sorted()
                    .forEach(id -> {
                        meters.put(Meter.builder(id).zone(ZoneId.of("UTC")).build());
                        newMeters.add(id.value());
                    });
            forecasts.readingsStored(rows.accepted());
            events.publish(
                    rows.accepted().stream().map(Event.ReadingStored::new).toList());
        }
        ctx.json(new Receipt(rows.accepted().size(), rows.rejected(), newMeters));
    }

    /** A key that is limited to groups writes what it may read; it makes no new meters, which would be in no group. */
    private Reading requireSeen(Reading reading) {
        if (VisibleMeters.visitor().filter(Visitor::isLimited).isPresent()
                && meters.find(reading.meter()).isEmpty()) {
            throw new IllegalArgumentException("Meter '" + reading.meter() + "' is not known to this key.");
        }
        return reading;
    }

    /** Load on a grid; a step without a value has no point. */
    record LoadJson(String meterId, Duration step, String unit, List<PointJson> points) {}

    record PointJson(Instant start, double loadKw) {}

    private void show(Context ctx) {
        Query query = new Query(ctx);
        MeterId id = query.meter();
        if (meters.find(id).isEmpty()) {
            throw new UnknownMeterException(id);
        }
        Duration step = query.step().orElseGet(() -> forecasts.stepOf(id));
        Instant end = readings.span(id).map(Interval::to).orElseGet(clock::instant);
        Interval interval = query.interval(end, Duration.ofDays(1));
        long points = interval.duration().toSeconds() / step.toSeconds();
        if (points > MOST_POINTS) {
            throw ProblemException.tooMuch(points + " steps of " + step + " from " + interval.from() + " to "
                    + interval.to() + " are more than " + MOST_POINTS
                    + ". Ask for a shorter span or a longer step.");
        }
        LoadSeries series = readings.load(id, interval, step);
        List<PointJson> known = new ArrayList<>();
        for (int i = 0; i < series.length(); i++) {
            if (!series.isMissing(i)) {
                known.add(new PointJson(series.grid().startOf(i), series.kilowatts(i)));
            }
        }
        LoadJson load = new LoadJson(id.value(), step, "kW", known);
        ForecastStream.Format format = ForecastStream.Format.accepted(ctx.header("Accept"));
        String text = text(load, format);
        Etag.of(text).answer(ctx, format.mediaType(), text);
    }

    private String text(LoadJson load, ForecastStream.Format format) {
        return switch (format) {
            case JSON -> write(load);
            case NDJSON ->
                load.points().stream().map(point -> write(point) + "\n").collect(Collectors.joining());
            case CSV ->
                load.points().stream()
                        .map(point -> point.start() + "," + load.meterId() + "," + point.loadKw() + "\n")
                        .collect(Collectors.joining("", "timestamp,meter_id,load_kw\n", ""));
        };
    }

    private String write(Object part) {
        try {
            return json.writeValueAsString(part);
        } catch (JsonProcessingException unfit) {
            throw new IllegalStateException(part + " cannot be written as JSON.", unfit);
        }
    }
}
