package org.loadcast.serving.weather;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A server that answers in the shape of Open-Meteo's JSON, hour by hour; the temperature is the hour of the day, radiation ten
 * times that, the wind at 80 and 120 m 4 and 6 m/s.
 */
final class FakeOpenMeteo implements AutoCloseable {

    private final HttpServer server;
    private final Instant now;
    private final List<Map<String, String>> requests = Collections.synchronizedList(new ArrayList<>());
    private final Deque<Integer> troubles = new ArrayDeque<>();

    FakeOpenMeteo(Instant now) throws IOException {
        this.now = now;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/", this::answer);
        server.start();
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /** The next answers have these statuses instead of weather. */
    synchronized void failWith(Integer... statuses) {
        troubles.addAll(List.of(statuses));
    }

    /** What was asked, with the path under {@code path}. */
    List<Map<String, String>> requests() {
        return List.copyOf(requests);
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        Map<String, String> query = query(exchange);
        requests.add(query);
        Integer trouble = troubles.poll();
        String body = trouble == null ? weather(query) : "{\"error\":true,\"reason\":\"Latitude must be in range.\"}";
        if (trouble != null && trouble == 429) {
            exchange.getResponseHeaders().add("Retry-After", "0");
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(trouble == null ? 200 : trouble, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static Map<String, String> query(HttpExchange exchange) {
        Map<String, String> query = new HashMap<>();
        query.put("path", exchange.getRequestURI().getPath());
        for (String pair : exchange.getRequestURI().getRawQuery().split("&", -1)) {
            String[] sides = pair.split("=", 2);
            query.put(sides[0], URLDecoder.decode(sides[1], StandardCharsets.UTF_8));
        }
        return query;
    }

    private String weather(Map<String, String> query) {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        boolean dated = query.containsKey("start_date");
        LocalDate first = dated
                ? LocalDate.parse(query.get("start_date"))
                : today.minusDays(Long.parseLong(query.get("past_days")));
        LocalDate last = dated
                ? LocalDate.parse(query.get("end_date"))
                : today.plusDays(Long.parseLong(query.get("forecast_days")) - 1);
        List<String> times = new ArrayList<>();
        List<String> temperatures = new ArrayList<>();
        List<String> radiations = new ArrayList<>();
        long hours = 24 * (last.toEpochDay() - first.toEpochDay() + 1);
        for (int hour = 0; hour < hours; hour++) {
            times.add(String.valueOf(first.toEpochDay() * 86_400 + hour * 3_600L));
            temperatures.add(String.valueOf(hour % 24));
            radiations.add(hour % 24 == 3 ? "null" : String.valueOf(10 * (hour % 24)));
        }
        String wind = query.get("hourly").contains("wind_speed_80m")
                ? series("wind_speed_80m", "4.0", hours) + "," + series("wind_speed_120m", "6.0", hours)
                : series("wind_speed_100m", "5.5", hours);
        return String.format(
                Locale.ROOT,
                "{\"latitude\":%s,\"longitude\":%s,\"utc_offset_seconds\":0,\"timezone\":\"GMT\","
                        + "\"hourly_units\":{\"time\":\"unixtime\",\"temperature_2m\":\"°C\",\"shortwave_radiation\":\"W/m²\"},"
                        + "\"hourly\":{\"time\":%s,\"temperature_2m\":%s,\"shortwave_radiation\":%s,%s}}",
                query.get("latitude"),
                query.get("longitude"),
                times,
                temperatures,
                radiations,
                wind);
    }

    private static String series(String name, String value, long hours) {
        return "\"" + name + "\":" + Collections.nCopies((int) hours, value);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
