package org.loadcast.serving.alert.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.loadcast.serving.alert.Alert;
import org.loadcast.serving.alert.AlertState;
import org.loadcast.serving.alert.AlertsConfig;
import org.loadcast.serving.alert.Letter;
import org.loadcast.serving.alert.UndeliveredException;

class WebhookTest {

    private static final Instant NOW = Instant.parse("2021-06-16T11:00:00Z");

    private final Deque<Integer> statuses = new ArrayDeque<>();
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final List<String> tokens = new CopyOnWriteArrayList<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/hook", exchange -> {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            tokens.add(exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.sendResponseHeaders(statuses.isEmpty() ? 204 : statuses.pop(), -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private Webhook webhook() {
        URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook");
        return new Webhook(new AlertsConfig.WebhookConfig(url, Optional.of("t0ken")), Duration.ofMillis(5));
    }

    private static Letter letter() {
        Alert alert = new Alert(
                "1",
                "flatline",
                "flatline",
                "m1",
                false,
                AlertState.OPEN,
                NOW.minusSeconds(3600),
                NOW,
                "The value is stuck at 1 kW.",
                NOW,
                NOW,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Set.of());
        return new Letter(Letter.Kind.NEWS, List.of(alert), List.of(), NOW, ZoneOffset.UTC);
    }

    @Test
    void aLetterIsOneJsonObjectAndComesAgainWhileTheSystemIsBusy() throws Exception {
        statuses.addAll(List.of(503, 429));

        webhook().send(letter());

        assertThat(bodies).hasSize(3);
        assertThat(tokens).containsOnly("Bearer t0ken");
        JsonNode json = new ObjectMapper().readTree(bodies.get(2));
        assertThat(json.get("kind").asText()).isEqualTo("news");
        assertThat(json.get("subject").asText()).isEqualTo("Loadcast: flatline at m1");
        assertThat(json.at("/opened/0/meter_id").asText()).isEqualTo("m1");
        assertThat(json.at("/opened/0/opened_at").asText()).isEqualTo("2021-06-16T11:00:00Z");
        assertThat(json.get("resolved")).isEmpty();
    }

    @Test
    void aRefusalIsNotRepeated() {
        statuses.add(403);

        assertThatThrownBy(() -> webhook().send(letter()))
                .isInstanceOf(UndeliveredException.class)
                .hasMessageContaining("status 403")
                .hasMessageNotContaining("t0ken");
        assertThat(bodies).hasSize(1);
    }
}
