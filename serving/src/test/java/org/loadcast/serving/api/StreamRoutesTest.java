package org.loadcast.serving.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.loadcast.features.forecast.Horizon;
import org.loadcast.features.forecast.Quantiles;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.meter.Reading;
import org.loadcast.features.store.PowerRows;
import org.loadcast.serving.stream.Event;

class StreamRoutesTest {

    private static final String READINGS = "/api/v1/readings";

    @TempDir
    private Path directory;

    private RunningServer server;

    private record AlertJson(String meterId, String rule) {}

    @BeforeEach
    void start() {
        server = new RunningServer(directory);
        server.addMeter("m1", "Europe/Amsterdam");
        server.addMeter("m2", "Europe/Amsterdam");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aReadingThatIsSentInComesOutOfTheStream() {
        try (Listener listener = new Listener(server, "?events=reading&meters=m1")) {
            server.post(READINGS, reading("m2", "10:44:00", 7));
            server.post(READINGS, reading("m1", "10:45:00", 1.5));

            Listener.Message message = listener.next();

            assertThat(listener.status()).isEqualTo(200);
            assertThat(listener.header("Content-Type")).contains("text/event-stream;charset=utf-8");
            assertThat(message.name()).isEqualTo("reading");
            assertThat(message.json().get("meter_id").asText()).isEqualTo("m1");
            assertThat(message.json().get("timestamp").asText()).isEqualTo("2021-06-16T10:45:00Z");
            assertThat(message.json().get("power_kw").asDouble()).isEqualTo(1.5);
        }
    }

    @Test
    void forecastsAndAlertsComeWithTheirNames() {
        server.addHourOfDayLoad("m1", 30);
        try (Listener listener = new Listener(server, "?events=forecast,alert")) {
            server.events()
                    .publish(new Event.ForecastIssued(
                            server.forecasts().forecast(MeterId.of("m1"), Horizon.DAY_AHEAD, Quantiles.DECILES)));
            server.events()
                    .publish(new Event.Notice(
                            Event.Kind.ALERT, Optional.of(MeterId.of("m1")), new AlertJson("m1", "silent")));

            List<Listener.Message> messages = listener.next(2);

            assertThat(messages).extracting(Listener.Message::name).containsExactly("forecast", "alert");
            assertThat(messages.get(0).json().get("points")).hasSize(96);
            assertThat(messages.get(0).json().get("points").get(0).has("p90")).isTrue();
            assertThat(messages.get(1).json().get("rule").asText()).isEqualTo("silent");
        }
    }

    @Test
    void whoComesBackGetsWhatWasMissed() {
        String last;
        try (Listener listener = new Listener(server, "?events=reading")) {
            server.post(READINGS, reading("m1", "10:00:00", 1));
            last = listener.next().id();
        }
        server.post(READINGS, reading("m1", "10:01:00", 2));
        server.post(READINGS, reading("m1", "10:02:00", 3));

        try (Listener back = new Listener(server, "?events=reading", "Last-Event-ID", last)) {
            assertThat(back.next(2))
                    .extracting(message -> message.json().get("power_kw").asDouble())
                    .containsExactly(2.0, 3.0);
        }
    }

    @Test
    void whoComesBackAfterARestartIsToldOfTheGapFirst() {
        server.post(READINGS, reading("m1", "10:01:00", 2));

        try (Listener back = new Listener(server, "", "Last-Event-ID", "earlierrun-99")) {
            assertThat(back.next(2)).extracting(Listener.Message::name).containsExactly("gap", "reading");
        }
    }

    @Test
    void readingsAreAveragedOverTheIntervalFromAGivenTime() {
        addLoadEverySecond("m1");

        try (Listener listener = new Listener(server, "?meters=m1&interval=15&from=2021-06-16T10:59:00Z")) {
            List<Listener.Message> messages = listener.next(4);

            // seconds 0 to 14 have a mean of 7, 15 to 29 of 22, and so on
            assertThat(messages)
                    .extracting(message -> message.json().get("load_kw").asDouble())
                    .containsExactly(7.0, 22.0, 37.0, 52.0);
            assertThat(messages.get(1).json().get("start").asText()).isEqualTo("2021-06-16T10:59:15Z");
            assertThat(messages.get(1).json().get("step").asText()).isEqualTo("PT15S");
        }
    }

    @Test
    void whoComesBackToAveragesGoesOnWhereItStopped() {
        addLoadEverySecond("m1");
        String second;
        try (Listener listener = new Listener(server, "?meters=m1&interval=15&from=2021-06-16T10:59:00Z")) {
            second = listener.next(2).get(1).id();
        }

        try (Listener back =
                new Listener(server, "?meters=m1&interval=15&from=2021-06-16T10:59:00Z", "Last-Event-ID", second)) {
            assertThat(back.next().json().get("load_kw").asDouble()).isEqualTo(37);
        }
    }

    @Test
    void eachOfManyListenersHasItsOwnInterval() {
        addLoadEverySecond("m1");
        String from = "&from=2021-06-16T10:59:00Z";

        try (Listener five = new Listener(server, "?meters=m1&interval=5" + from);
                Listener thirty = new Listener(server, "?meters=m1&interval=30" + from);
                Listener sixty = new Listener(server, "?meters=m1&interval=PT1M" + from)) {
            assertThat(sixty.next().json().get("load_kw").asDouble()).isEqualTo(29.5);
            assertThat(thirty.next().json().get("load_kw").asDouble()).isEqualTo(14.5);
            assertThat(five.next().json().get("load_kw").asDouble()).isEqualTo(2);
        }
    }

    /** The load is the hour of the day: half of its steps are below noon, and 9 kW is less than usual. */
    @Test
    void theMetersOfAHomeComeInOneEventEachWithItsLevelAndWhatIsUsual() {
        // given
        server.addHourOfDayLoad("m1", 30);
        server.addHourOfDayLoad("m2", 30);
        server.put(
                "/api/v1/sites/home",
                "{\"sensors\":[{\"meter_id\":\"m1\",\"role\":\"net\"},{\"meter_id\":\"m2\",\"role\":\"appliance\"}]}");
        server.sites().derive(share -> {});

        // when
        try (Listener listener = new Listener(server, "?site=home&interval=30&from=2021-06-16T09:59:30Z")) {
            List<Listener.Message> messages = listener.next(2);

            // then
            JsonNode nine = messages.get(0).json();
            assertThat(nine.get("site").asText()).isEqualTo("home");
            assertThat(nine.get("start").asText()).isEqualTo("2021-06-16T09:59:30Z");
            assertThat(nine.get("meters"))
                    .extracting(meter -> meter.get("meter_id").asText() + " "
                            + meter.get("role").asText() + " "
                            + meter.get("load_kw").asDouble())
                    .containsExactly("m1 net 9.0", "m2 appliance 9.0");
            JsonNode appliance = nine.get("meters").get(1);
            assertThat(appliance.get("level").asText()).isEqualTo("green");
            assertThat(appliance.get("p25_kw").asDouble()).isBetween(5.0, 6.0);
            assertThat(appliance.get("p50_kw").asDouble()).isBetween(11.0, 12.0);
            assertThat(appliance.get("p75_kw").asDouble()).isBetween(17.0, 18.0);
            assertThat(appliance.get("critical_kw").asDouble()).isGreaterThanOrEqualTo(18);
            assertThat(messages.get(1)
                            .json()
                            .get("meters")
                            .get(0)
                            .get("load_kw")
                            .asDouble())
                    .isEqualTo(10);
        }
        assertThat(server.get("/api/v1/stream?site=home").body()).contains("Give an interval too");
        assertThat(server.get("/api/v1/stream?site=home&meters=m1&interval=30").body())
                .contains("Leave one of them out");
        assertThat(server.get("/api/v1/stream?site=nowhere&interval=30").statusCode())
                .isEqualTo(404);
    }

    @Test
    void newReadingsAreAveragedWhenTheirIntervalIsComplete() {
        try (Listener listener = new Listener(server, "?meters=m1&interval=60&from=2021-06-16T10:59:00Z")) {
            server.post(
                    READINGS,
                    reading("m1", "10:59:00", 4) + "\n" + reading("m1", "10:59:30", 6) + "\n"
                            + reading("m1", "11:00:00", 9));

            assertThat(listener.next().json().get("load_kw").asDouble()).isEqualTo(5);
        }
    }

    @Test
    void aListenerThatDoesNotReadDelaysNobody() throws IOException {
        try (Socket deaf = new Socket(InetAddress.getLoopbackAddress(), server.port());
                Listener listener = new Listener(server, "?events=alert")) {
            OutputStream out = deaf.getOutputStream();
            out.write("GET /api/v1/stream HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            Reading reading = new Reading.Power(MeterId.of("m1"), RunningServer.NOW, 1);

            // far more than the buffers of a connection hold, and than the bus keeps
            for (int i = 0; i < 200; i++) {
                server.events().publish(Collections.nCopies(1_000, new Event.ReadingStored(reading)));
            }
            server.events().publish(new Event.Notice(Event.Kind.ALERT, Optional.empty(), new AlertJson("m1", "limit")));

            // a burst that is larger than what is kept leaves a gap even for who reads
            assertThat(Stream.generate(listener::next)
                            .map(Listener.Message::name)
                            .filter(name -> !name.equals("gap"))
                            .findFirst())
                    .contains("alert");
        }
    }

    @Test
    void theServerStopsAtOnceWithListeners() {
        Listener listener = new Listener(server, "");
        long begin = System.nanoTime();

        server.close();

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
        assertThat(listener.next().name()).isEqualTo("end");
        start();
    }

    @Test
    void wrongParametersAreNamed() {
        assertThat(server.get("/api/v1/stream?interval=7").body()).contains("PT7S does not divide an hour");
        assertThat(server.get("/api/v1/stream?interval=soon").body()).contains("'soon' is not an interval");
        assertThat(server.get("/api/v1/stream?events=weather").body())
                .contains("'weather' is not a kind of event. Use reading, forecast, alert or job.");
        assertThat(server.get("/api/v1/stream?from=2021-06-16T10:59:00Z").body())
                .contains("Give an interval too");
        assertThat(server.get("/api/v1/stream?meters=nobody").statusCode()).isEqualTo(404);
        assertThat(server.get("/api/v1/stream", "Last-Event-ID", "7").body()).contains("Header Last-Event-ID: '7'");
    }

    private static String reading(String meter, String time, double kilowatts) {
        return "{\"meter_id\":\"%s\",\"timestamp\":\"2021-06-16T%sZ\",\"power_kw\":%s}"
                .formatted(meter, time, kilowatts);
    }

    /** The second of the minute in kW, until 11:00:00. */
    private void addLoadEverySecond(String meter) {
        PowerRows rows = new PowerRows();
        Instant from = Instant.parse("2021-06-16T10:50:00Z");
        for (int second = 0; second < 600; second++) {
            rows.add(MeterId.of(meter), from.getEpochSecond() + second, second % 60);
        }
        server.stores().measurements().write(rows);
    }
}
