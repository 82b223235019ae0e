package org.loadcast.features.store.influx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.meter.Reading;
import org.loadcast.features.series.Interval;
import org.loadcast.features.store.StoreException;
import org.loadcast.features.weather.WeatherTable;

/** Reads by Flux, from a server that answers with annotated CSV as InfluxDB 2 does; there is none on Debian to test against. */
class FluxTest {

    private static final MeterId METER = MeterId.of("M-17");
    private static final Instant START = Instant.parse("2024-03-01T00:00:00Z");
    private static final Interval HOUR = Interval.of(START, Duration.ofHours(1));
    private static final String NOTHING = "\r\n";

    @TempDir
    private Path directory;

    private final Deque<String> answers = new ArrayDeque<>();
    private final List<String> scripts = new ArrayList<>();
    private HttpServer server;
    private InfluxStores stores;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/v2/query", exchange -> {
            String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            scripts.add(new ObjectMapper().readTree(request).get("query").asText());
            byte[] answer = answers.isEmpty() ? new byte[0] : answers.pop().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "text/csv; charset=utf-8");
            exchange.sendResponseHeaders(answer.length == 0 ? 503 : 200, answer.length == 0 ? -1 : answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        stores = InfluxStores.open(
                directory,
                InfluxConfig.parse(Map.of(
                        "url", "http://127.0.0.1:" + server.getAddress().getPort(),
                        "org", "home",
                        "bucket", "energy",
                        "token", "secret-token",
                        "language", "flux")));
    }

    @AfterEach
    void stop() {
        stores.close();
        server.stop(0);
    }

    /** Annotated CSV with the result's and the table's column before {@code columns}, name by type. */
    private static String csv(Map<String, String> columns, String... rows) {
        StringBuilder csv = new StringBuilder("#datatype,string,long");
        columns.values().forEach(type -> csv.append(',').append(type));
        csv.append("\r\n#group,false,false").append(",false".repeat(columns.size()));
        csv.append("\r\n#default,_result,").append(",".repeat(columns.size()));
        csv.append("\r\n,result,table");
        columns.keySet().forEach(name -> csv.append(',').append(name));
        for (String row : rows) {
            csv.append("\r\n,,0,").append(row);
        }
        return csv.append("\r\n\r\n").toString();
    }

    private static Map<String, String> column(String name, String type) {
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put("_time", "dateTime:RFC3339");
        columns.put(name, type);
        return columns;
    }

    @Test
    void readingsAreReadAndTheScriptAsksForTheirMeterAndTime() {
        // given
        Map<String, String> columns = column("power_kw", "double");
        columns.put("energy_kwh", "double");
        answers.add(csv(columns, "2024-03-01T00:00:00Z,1.5,", "2024-03-01T00:15:00Z,,100"));

        // when
        List<Reading> readings = stores.measurements().readings(METER, HOUR);

        // then
        assertThat(readings)
                .containsExactly(
                        new Reading.Power(METER, START, 1.5),
                        new Reading.EnergyCounter(METER, START.plusSeconds(900), 100));
        assertThat(scripts).containsExactly("""
                        from(bucket: "energy")
                          |> range(start: 2024-03-01T00:00:00Z, stop: 2024-03-01T01:00:00Z)
                          |> filter(fn: (r) => r._measurement == "load" and r["meter_id"] == "M-17")
                          |> pivot(rowKey: ["_time"], columnKey: ["_field"], valueColumn: "_value")
                          |> keep(columns: ["_time", "power_kw", "energy_kwh"])
                          |> group()
                          |> sort(columns: ["_time"], desc: false)""");
    }

    @Test
    void loadIsMadeFromItsPoints() {
        // given the newest readings for the native step, newest first, then those of the hour, then no counter
        answers.add(csv(column("power_kw", "double"), "2024-03-01T00:30:00Z,3", "2024-03-01T00:00:00Z,1"));
        answers.add(csv(column("power_kw", "double"), "2024-03-01T00:00:00Z,1", "2024-03-01T00:30:00Z,3"));
        answers.addAll(List.of(NOTHING, NOTHING, NOTHING));

        // when
        double[] load =
                stores.measurements().load(METER, HOUR, Duration.ofMinutes(15)).toArray();

        // then
        assertThat(load).containsExactly(1, 1, 3, 3);
    }

    @Test
    void weatherOfAllFieldsIsRead() {
        // given
        Map<String, String> columns = column("temperature_c", "double");
        columns.put("cloud_cover", "long");
        columns.put("location_id", "string");
        columns.put("_measurement", "string");
        answers.add(csv(columns, "2024-03-01T00:00:00Z,4.5,80,De Bilt,weather"));

        // when
        WeatherTable table = stores.weather().observed("De Bilt", HOUR);

        // then
        assertThat(table.variables()).containsExactly("cloud_cover", "temperature_c");
        assertThat(table.value("cloud_cover", 0)).isEqualTo(80);
        assertThat(table.value("temperature_c", 0)).isEqualTo(4.5);
    }

    @Test
    void metersAreTheValuesOfTheirTag() {
        // given
        answers.add(csv(Map.of("_value", "string"), "b", "a"));

        // then
        assertThat(stores.measurements().meters()).containsExactly(MeterId.of("a"), MeterId.of("b"));
        assertThat(scripts.get(0)).contains("schema.tagValues(bucket: \"energy\", tag: \"meter_id\"");
    }

    @Test
    void anErrorOfTheServerIsAnError() {
        assertThatThrownBy(() -> stores.measurements().meters())
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("HTTP 503")
                .hasMessageNotContaining("secret-token");
    }

    @Test
    void aServerThatIsAwayIsSaidToBeAway() {
        // given
        server.stop(0);

        // then
        assertThatThrownBy(() -> stores.measurements().meters())
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("does not answer");
    }

    @Test
    void textsInBothLanguagesCannotEndTheirQuotes() {
        // given
        Select select = Select.of("a\"b", List.of("c\"d"), Map.of("tag", "x\\'\"${y}"))
                .between(0, 900)
                .within(new Select.FieldRange("n", 1, 2))
                .ordered(Select.Order.LAST);

        // then
        assertThat(InfluxQl.statement(select))
                .isEqualTo("SELECT \"c\\\"d\" FROM \"a\\\"b\" WHERE time >= 0s AND time < 900s"
                        + " AND \"tag\" = 'x\\\\\\'\"${y}' AND \"n\" >= 1 AND \"n\" < 2 ORDER BY time DESC LIMIT 1");
        assertThat(Flux.script("b", select)).contains("r[\"tag\"] == \"x\\\\'\\\"\\${y}\"");
    }
}
