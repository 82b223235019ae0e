package org.loadcast.serving.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.loadcast.features.meter.GeoPoint;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.store.MeterDirectory;
import org.loadcast.serving.forecast.UnknownMeterException;

/** {@code /api/v1/meters}: the directory. */
final class MeterRoutes {

    private static final int USUAL_PAGE = 100;
    private static final int LARGEST_PAGE = 1_000;

    private final MeterDirectory meters;
    private final ObjectMapper json;

    MeterRoutes(MeterDirectory meters, ObjectMapper json) {
        this.meters = meters;
        this.json = json;
    }

    void register(RoutesConfig routes) {
        routes.get("/api/v1/meters", this::list);
        routes.get("/api/v1/meters/{id}", this::show);
        routes.put("/api/v1/meters/{id}", this::put);
        routes.delete("/api/v1/meters/{id}", this::remove);
    }

    /** A page of meters; {@code next} is what to ask as {@code after}, null on the last page. */
    record Page(List<MeterJson> meters, int total, @Nullable String next) {}

    /** A meter as JSON; in a PUT only {@code time_zone} is needed. */
    record MeterJson(
            @Nullable String meterId,
            @Nullable String timeZone,
            @Nullable String country,
            @Nullable String category,
            @Nullable Double latitude,
            @Nullable Double longitude,
            @Nullable List<String> weatherLocations,
            @Nullable List<String> groups,
            @Nullable Map<String, String> attributes) {

        static MeterJson of(Meter meter) {
            return new MeterJson(
                    meter.id().value(),
                    meter.zone().getId(),
                    meter.country().orElse(null),
                    meter.category().orElse(null),
                    meter.location().map(GeoPoint::latitude).orElse(null),
                    meter.location().map(GeoPoint::longitude).orElse(null),
                    meter.weatherLocations(),
                    meter.groups(),
                    meter.attributes());
        }

        Meter toMeter(MeterId id) {
            if (meterId != null && !meterId.equals(id.value())) {
                throw new IllegalArgumentException("meter_id '" + meterId + "' differs from the address '" + id
                        + "'. Leave it out or make it equal.");
            }
            Meter.Builder meter = Meter.builder(id)
                    .zone(zone(id, Optional.ofNullable(timeZone)))
                    .country(Optional.ofNullable(country).orElse(""))
                    .category(Optional.ofNullable(category).orElse(""))
                    .weatherLocations(Optional.ofNullable(weatherLocations).orElse(List.of()))
                    .groups(Optional.ofNullable(groups).orElse(List.of()))
                    .attributes(Optional.ofNullable(attributes).orElse(Map.of()));
            if (latitude != null && longitude != null) {
                meter.location(new GeoPoint(latitude, longitude));
            } else if (latitude != null || longitude != null) {
                throw new IllegalArgumentException("Only one of latitude and longitude is given. Give both or none.");
            }
            return meter.build();
        }

        private static ZoneId zone(MeterId id, Optional<String> name) {
            if (name.isEmpty()) {
                throw new IllegalArgumentException(
                        "time_zone of meter " + id + " is missing. Give an IANA name such as Europe/Amsterdam.");
            }
            try {
                return ZoneId.of(name.get());
            } catch (DateTimeException unknown) {
                throw new IllegalArgumentException(
                        "time_zone '" + name.get() + "' of meter " + id
                                + " is not known. Use an IANA name such as Europe/Amsterdam.",
                        unknown);
            }
        }
    }

    private void list(Context ctx) {
        Query query = new Query(ctx);
        int limit = query.limit(USUAL_PAGE, LARGEST_PAGE);
        String after = query.text("after").orElse("");
        List<Meter> all = meters.all();
        List<Meter> rest =
                all.stream().filter(m -> m.id().value().compareTo(after) > 0).toList();
        List<MeterJson> page = rest.stream().limit(limit).map(MeterJson::of).toList();
        String next = rest.size() > limit ? rest.get(limit - 1).id().value() : null;
        ctx.json(new Page(page, all.size(), next));
    }

    private void show(Context ctx) {
        MeterId id = new Query(ctx).meter();
        ctx.json(MeterJson.of(meters.find(id).orElseThrow(() -> new UnknownMeterException(id))));
    }

    private void put(Context ctx) {
        MeterId id = new Query(ctx).meter();
        Meter meter = read(ctx, id);
        boolean known = meters.find(id).isPresent();
        try {
            meters.put(meter);
        } catch (IllegalArgumentException hidden) {
            throw ProblemException.forbidden(String.valueOf(hidden.getMessage()));
        }
        ctx.status(known ? HttpStatus.OK : HttpStatus.CREATED).json(MeterJson.of(meter));
    }

    private Meter read(Context ctx, MeterId id) {
        try {
            return Body.object(ctx, json, MeterJson.class).toMeter(id);
        } catch (JsonProcessingException malformed) {
            throw ProblemException.badBody("The meter is not readable as JSON: " + malformed.getOriginalMessage()
                    + ". Send for example {\"time_zone\":\"Europe/Amsterdam\"}.");
        } catch (IllegalArgumentException wrong) {
            throw ProblemException.badBody(String.valueOf(wrong.getMessage()));
        }
    }

    private void remove(Context ctx) {
        MeterId id = new Query(ctx).meter();
        if (!meters.remove(id)) {
            throw new UnknownMeterException(id);
        }
        ctx.status(HttpStatus.NO_CONTENT);
    }
}
