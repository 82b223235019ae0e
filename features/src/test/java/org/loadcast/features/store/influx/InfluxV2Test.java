package org.loadcast.features.store.influx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.meter.Reading;
import org.loadcast.features.store.StoreException;

/** The writing interface of version 2: a real VictoriaMetrics, which understands it, and refusals by a server of our own. */
class InfluxV2Test {

    private static final MeterId METER = MeterId.of("M-17");
    private static final Instant START = Instant.parse("2024-03-01T00:00:00Z");

    @TempDir
    private Path directory;

    private static InfluxConfig config(String url) {
        return InfluxConfig.parse(Map.of("url", url, "org", "home", "bucket", "energy", "token", "secret-token"));
    }

    @Test
    void readingsArriveByTheClientLibraryAndSurviveAnOutage(@TempDir Path serverDirectory) throws Exception {
        try (TestServer server = TestServer.victoriaMetrics(serverDirectory);
                InfluxStores stores =
                        InfluxStores.open(directory, config(server.url().toString()), InfluxDatabases.IMPATIENT)) {
            // given
            stores.measurements().write(List.of(new Reading.Power(METER, START, 1.5)));

            // when the second reading comes while the server is down
            server.stop();
            stores.measurements().write(List.of(new Reading.Power(METER, START.plusSeconds(900), -2)));
            assertThat(stores.bytesWaiting()).isPositive();
            server.start();
            for (int i = 0; i < 600 && stores.bytesWaiting() > 0; i++) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
            server.get("/internal/force_flush");

            // then
            JsonNode series = new ObjectMapper()
                    .readTree(server.get("/api/v1/export?match%5B%5D=load_power_kw")
                            .body());
            assertThat(series.at("/metric/meter_id").asText()).isEqualTo("M-17");
            assertThat(doubles(series.get("values"))).containsExactly(1.5, -2.0);
            assertThat(doubles(series.get("timestamps")))
                    .containsExactly(START.toEpochMilli() * 1.0, START.toEpochMilli() + 900_000.0);
        }
    }

    private static List<Double> doubles(JsonNode array) {
        List<Double> values = new ArrayList<>();
        array.forEach(value -> values.add(value.asDouble()));
        return values;
    }

    @Test
    void aRefusedTokenIsAnErrorThatDoesNotShowIt() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body =
                    "{\"code\":\"unauthorized\",\"message\":\"unauthorized access\"}".getBytes(StandardCharsets.UTF_8);
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(401, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        try (InfluxStores stores = InfluxStores.open(directory, config(url))) {
            assertThatThrownBy(() -> stores.measurements().write(List.of(new Reading.Power(METER, START, 1))))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("401")
                    .hasMessageContaining("unauthorized access")
                    .hasMessageContaining("Check token")
                    .hasMessageNotContaining("secret-token");
            assertThatThrownBy(() -> stores.measurements().nativeStep(METER))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("HTTP 401");
            assertThat(stores.bytesWaiting()).isZero();
        } finally {
            server.stop(0);
        }
    }
}
