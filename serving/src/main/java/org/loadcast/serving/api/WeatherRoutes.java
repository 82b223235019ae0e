package org.loadcast.serving.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.loadcast.features.series.Interval;
import org.loadcast.features.store.WeatherStore;
import org.loadcast.features.weather.WeatherRun;
import org.loadcast.features.weather.WeatherTable;
import org.loadcast.serving.forecast.ForecastService;
import org.loadcast.serving.ingest.decode.WeatherRows;
import org.loadcast.serving.ingest.decode.WeatherSample;

/** {@code /api/v1/weather}: measured weather, and weather forecasts by run. */
final class WeatherRoutes {

    private static final Duration USUAL_PAST = Duration.ofDays(1);
    private static final Duration USUAL_REACH = Duration.ofDays(3);
    private static final Duration LONGEST = Duration.ofDays(366);

    private final WeatherStore weather;
    private final ForecastService forecasts;
    private final ObjectMapper json;
    private final Clock clock;

    WeatherRoutes(WeatherStore weather, ForecastService forecasts, ObjectMapper json, Clock clock) {
        this.weather = weather;
        this.forecasts = forecasts;
        this.json = json;
        this.clock = clock;
    }

    void register(RoutesConfig routes) {
        routes.post("/api/v1/weather", this::write);
        routes.get("/api/v1/weather/{location}", this::show);
    }

    private record Run(String location, Instant availableAt) {}

    /** What became of sent weather. */
    record Receipt(int accepted, List<Body.Rejected> rejected) {}

    private void write(Context ctx) {
        Body.Rows<WeatherSample> rows = Body.rows(ctx, json, WeatherRows::decode, line -> {
            throw new IllegalArgumentException("Weather is read as JSON objects, not as '" + line + "'.");
        });
        Map<String, WeatherTable.Builder> observed = new LinkedHashMap<>();
        Map<Run, WeatherTable.Builder> runs = new LinkedHashMap<>();
        Set<String> locations = new LinkedHashSet<>();
        for (WeatherSample row : rows.accepted()) {
            WeatherTable.Builder table = row.availableAt()
                    .map(at -> runs.computeIfAbsent(
                            new Run(row.location(), at), run -> WeatherTable.builder(run.location())))
                    .orElseGet(() -> observed.computeIfAbsent(row.location(), WeatherTable::builder));
            row.values().forEach((variable, value) -> table.set(row.timestamp(), variable, value));
            locations.add(row.location());
        }
        observed.values().forEach(table -> weather.writeObserved(table.build()));
        runs.forEach((run, table) -> weather.writeForecast(new WeatherRun(run.availableAt(), table.build())));
        forecasts.weatherChanged(locations);
        ctx.json(new Receipt(rows.accepted().size(), rows.rejected()));
    }

    /** Weather of a location: rows by time, and the newest forecast run if there is one. */
    record WeatherJson(String locationId, List<Map<String, Object>> observed, Optional<RunJson> forecast) {}

    record RunJson(Optional<Instant> availableAt, List<Map<String, Object>> rows) {}

    private void show(Context ctx) {
        String location = ctx.pathParam("location");
        if (!weather.locations().contains(location)) {
            throw ProblemException.notFound("There is no weather of location '" + location + "'. Known are "
                    + weather.locations().stream().limit(20).toList() + "; send it with POST /api/v1/weather.");
        }
        Instant now = clock.instant();
        Interval interval = new Query(ctx).interval(now.plus(USUAL_REACH), USUAL_PAST.plus(USUAL_REACH));
        if (interval.duration().compareTo(LONGEST) > 0) {
            throw ProblemException.tooMuch("From " + interval.from() + " to " + interval.to() + " is more than "
                    + LONGEST.toDays() + " days. Ask for a shorter span.");
        }
        List<WeatherRun> runs = weather.forecasts(location, interval, now);
        Optional<RunJson> newest = runs.stream()
                .reduce((earlier, later) -> later)
                .map(run -> new RunJson(
                        Optional.of(run.availableAt()).filter(at -> at.isAfter(Instant.MIN)), rows(run.table())));
        ctx.json(new WeatherJson(location, rows(weather.observed(location, interval)), newest));
    }

    private static List<Map<String, Object>> rows(WeatherTable table) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < table.rows(); i++) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("timestamp", table.timestamp(i));
            for (String variable : table.variables()) {
                double value = table.value(variable, i);
                if (!Double.isNaN(value)) {
                    row.put(variable, value);
                }
            }
            rows.add(row);
        }
        return rows;
    }
}
