package org.loadcast.serving.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.loadcast.serving.app.CommandRun;
import org.loadcast.serving.app.Loadcast;
import org.loadcast.serving.ingest.broker.EmbeddedBroker;

@Timeout(60)
class ServeCommandTest {

    private static final Pattern ADDRESS = Pattern.compile("http://127.0.0.1:\\d+/");

    @TempDir
    private Path data;

    /** {@code loadcast serve} in a thread, from its line on until it is interrupted. */
    private static final class Serving implements AutoCloseable {

        private final PipedInputStream printed = new PipedInputStream();
        private final Thread thread;
        private final String address;

        Serving(Path data, Map<String, String> environment) throws IOException {
            PrintStream out = new PrintStream(new PipedOutputStream(printed), true, StandardCharsets.UTF_8);
            thread = new Thread(() -> Loadcast.run(
                    out,
                    new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
                    Clock.systemUTC(),
                    environment,
                    "serve",
                    "--port",
                    "0",
                    "--data",
                    data.toString()));
            thread.start();
            String line = new BufferedReader(new InputStreamReader(printed, StandardCharsets.UTF_8)).readLine();
            Matcher found = ADDRESS.matcher(line);
            assertThat(found.find()).as(line).isTrue();
            address = found.group();
        }

        HttpResponse<String> get(String path) throws IOException, InterruptedException {
            return send(request(path).GET());
        }

        HttpResponse<String> put(String path, String body) throws IOException, InterruptedException {
            return send(request(path).PUT(HttpRequest.BodyPublishers.ofString(body)));
        }

        HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
            return send(request(path).POST(HttpRequest.BodyPublishers.ofString(body)));
        }

        private HttpRequest.Builder request(String path) {
            return HttpRequest.newBuilder(URI.create(address + path));
        }

        private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
            return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
        }

        @Override
        public void close() throws IOException {
            thread.interrupt();
            try {
                thread.join(Duration.ofSeconds(30).toMillis());
            } catch (InterruptedException impatient) {
                Thread.currentThread().interrupt();
            }
            printed.close();
        }
    }

    @Test
    void itPrintsItsAddressAnswersThereAndStopsWhenInterrupted() throws IOException, InterruptedException {
        try (Serving serving = new Serving(data, Map.of())) {
            HttpResponse<String> answer = serving.get("health/live");
            serving.thread.interrupt();
            serving.thread.join(Duration.ofSeconds(30).toMillis());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(serving.thread.isAlive()).isFalse();
        }
    }

    @Test
    void whoReadsThatItServesCanSendByMqttAtOnce() throws Exception {
        int port = EmbeddedBroker.freePort();
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        try (Serving serving = new Serving(data, Map.of("LOADCAST_MQTT_PORT", String.valueOf(port)))) {
            // given it is ready
            HttpResponse<String> ready = serving.get("health/ready");
            assertThat(ready.statusCode()).as(ready.body()).isEqualTo(200);

            // when a client that tries once connects
            Mqtt5BlockingClient client = Mqtt5Client.builder()
                    .serverHost("127.0.0.1")
                    .serverPort(port)
                    .buildBlocking();
            client.connect();
            client.publishWith()
                    .topic("loadcast/meters/kitchen/reading")
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .payload(("{\"timestamp\":\"" + now + "\",\"power_kw\":0.4}").getBytes(StandardCharsets.UTF_8))
                    .send();
            client.disconnect();

            // then
            while (serving.get("api/v1/meters/kitchen").statusCode() != 200) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }
    }

    @Test
    void everyNumberOfTheHealthDashboardIsAmongTheMetrics() throws Exception {
        Path dashboard = Path.of("..", "deploy", "grafana", "dashboards", "prometheus", "health.json");
        Set<String> wanted = Pattern.compile("(loadcast|jvm|process|system)_[a-z_]+")
                .matcher(Files.readString(dashboard))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
        try (Serving serving =
                new Serving(data, Map.of("LOADCAST_MQTT_PORT", String.valueOf(EmbeddedBroker.freePort())))) {
            // given a reading that was written and is over, and a round of forecasts
            Instant past = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(30, ChronoUnit.MINUTES);
            serving.put("api/v1/meters/m1", "{\"time_zone\":\"UTC\"}");
            serving.post("api/v1/readings", "[{\"meter_id\":\"m1\",\"timestamp\":\"" + past + "\",\"power_kw\":1}]");
            serving.post("api/v1/forecasts/issue", "{\"horizon\":\"quarter-hour\"}");

            // when
            String metrics = serving.get("metrics").body();

            // then
            assertThat(wanted)
                    .hasSizeGreaterThan(15)
                    .allSatisfy(name -> assertThat(metrics).contains("\n" + name));
        }
    }

    @Test
    void aPortThatIsTakenFailsWithTheRemedy() throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            CommandRun run = CommandRun.in(data, "serve", "--port", String.valueOf(taken.getLocalPort()));

            assertThat(run.status()).isEqualTo(1);
            assertThat(run.err()).contains("Cannot listen on 127.0.0.1:" + taken.getLocalPort(), "another port");
        }
    }

    @Test
    void anAddressThatOthersReachIsRefused() {
        CommandRun run = CommandRun.with(
                Map.of("LOADCAST_SERVER_HOST", "0.0.0.0"), "serve", "--port", "0", "--data", data.toString());

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).hasLineCount(1).contains("'0.0.0.0' is not a loopback address", "keys create");
    }
}
