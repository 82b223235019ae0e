package org.loadcast.serving.weather;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.loadcast.features.meter.GeoPoint;
import org.loadcast.features.weather.WeatherTable;

/**
 * Hourly weather from Open-Meteo, in our names and units. Thread-safe.
 *
 * <p>Radiation and rain are there the mean and the sum of the hour BEFORE a time; here a time is the START of what it
 * describes, so they move an hour back. Wind at 100 m is the mean of 80 and 120 m where the API has these. Source: the
 * documentation of Open-Meteo's forecast, historical weather and historical forecast APIs.
 */
final class OpenMeteo {

    private static final long HOUR = 3_600;
    private static final Instant EARLIEST = Instant.parse("1930-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");
    private static final List<String> HEIGHTS_AROUND_100_M = List.of("wind_speed_80m", "wind_speed_120m");

    /** Their variables: ours, and by how many seconds the time moves. */
    private record Variable(String name, long shift) {}

    private static final Map<String, Variable> VARIABLES = variables();

    private static Map<String, Variable> variables() {
        Map<String, Variable> variables = new LinkedHashMap<>();
        variables.put("temperature_2m", new Variable("temperature_c", 0));
        variables.put("dew_point_2m", new Variable("dew_point_c", 0));
        variables.put("relative_humidity_2m", new Variable("relative_humidity", 0));
        variables.put("wind_speed_10m", new Variable("wind_speed_ms", 0));
        variables.put("wind_direction_10m", new Variable("wind_direction_deg", 0));
        variables.put("cloud_cover", new Variable("cloud_cover", 0));
        variables.put("pressure_msl", new Variable("pressure_hpa", 0));
        variables.put("snow_depth", new Variable("snow_depth_m", 0));
        variables.put("shortwave_radiation", new Variable("ghi_wm2", -HOUR));
        variables.put("diffuse_radiation", new Variable("diffuse_wm2", -HOUR));
        variables.put("rain", new Variable("rain_mm", -HOUR));
        return variables;
    }

    private final WeatherConfig config;
    private final PoliteHttp http;

    OpenMeteo(WeatherConfig config, Duration pause) {
        this.config = config;
        this.http = new PoliteHttp(pause);
    }

    /** The two past days and the days ahead. */
    WeatherTable forecast(String location, GeoPoint place) throws WeatherException {
        Map<String, String> query = query(place, HEIGHTS_AROUND_100_M);
        query.put("past_days", "2");
        query.put("forecast_days", String.valueOf(config.days()));
        return table(location, config.forecast(), query);
    }

    /** Reanalysis of both days and those between; it ends some five days ago. */
    WeatherTable archive(String location, GeoPoint place, LocalDate first, LocalDate last) throws WeatherException {
        return table(location, config.archive(), days(query(place, List.of("wind_speed_100m")), first, last));
    }

    /** What was forecast for both days and those between, each hour by the newest run before it. */
    WeatherTable pastForecasts(String location, GeoPoint place, LocalDate first, LocalDate last)
            throws WeatherException {
        return table(location, config.pastForecasts(), days(query(place, HEIGHTS_AROUND_100_M), first, last));
    }

    private Map<String, String> query(GeoPoint place, List<String> wind) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("latitude", String.format(Locale.ROOT, "%.4f", place.latitude()));
        query.put("longitude", String.format(Locale.ROOT, "%.4f", place.longitude()));
        query.put("hourly", String.join(",", VARIABLES.keySet()) + "," + String.join(",", wind));
        query.put("wind_speed_unit", "ms");
        query.put("timeformat", "unixtime");
        query.put("timezone", "GMT");
        if (!config.apiKey().isEmpty()) {
            query.put("apikey", config.apiKey());
        }
        return query;
    }

    private static Map<String, String> days(Map<String, String> query, LocalDate first, LocalDate last) {
        query.put("start_date", first.toString());
        query.put("end_date", last.toString());
        return query;
    }

    private WeatherTable table(String location, URI address, Map<String, String> query) throws WeatherException {
        JsonNode hourly = http.get(address, query).path("hourly");
        JsonNode times = hourly.path("time");
        if (!times.isArray()) {
            throw new WeatherException(address + " answers without hourly values. Check the address.");
        }
        WeatherTable.Builder table = WeatherTable.builder(location);
        for (int i = 0; i < times.size(); i++) {
            Instant at = Instant.ofEpochSecond(times.path(i).asLong(Long.MIN_VALUE >> 30));
            if (at.isBefore(EARLIEST) || at.isAfter(LATEST)) {
                throw new WeatherException(address + " answers with a time that is none. Check the address.");
            }
            add(table, hourly, i, at);
        }
        return table.build();
    }

    private static void add(WeatherTable.Builder table, JsonNode hourly, int i, Instant at) {
        for (Map.Entry<String, Variable> variable : VARIABLES.entrySet()) {
            double value = value(hourly, variable.getKey(), i);
            if (!Double.isNaN(value)) {
                table.set(
                        at.plusSeconds(variable.getValue().shift()),
                        variable.getValue().name(),
                        value);
            }
        }
        double at80 = value(hourly, HEIGHTS_AROUND_100_M.get(0), i);
        double at120 = value(hourly, HEIGHTS_AROUND_100_M.get(1), i);
        double at100 = Double.isNaN(at80 + at120) ? value(hourly, "wind_speed_100m", i) : (at80 + at120) / 2;
        if (!Double.isNaN(at100)) {
            table.set(at, "wind_speed_100m_ms", at100);
        }
    }

    /** A value that is there and finite; else NaN. */
    private static double value(JsonNode hourly, String variable, int i) {
        JsonNode value = hourly.path(variable).path(i);
        return value.isNumber() && Double.isFinite(value.doubleValue()) ? value.doubleValue() : Double.NaN;
    }
}
