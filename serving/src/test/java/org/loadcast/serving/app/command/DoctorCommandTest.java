package org.loadcast.serving.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.junit5.GreenMailExtension;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.loadcast.features.store.sqlite.SqliteStores;
import org.loadcast.serving.app.CommandRun;
import org.loadcast.serving.ingest.broker.EmbeddedBroker;

class DoctorCommandTest {

    @RegisterExtension
    static final GreenMailExtension MAIL = new GreenMailExtension(new ServerSetup(0, "127.0.0.1", "smtp"));

    @TempDir
    private Path data;

    @Test
    void anEmptyInstallationIsSoundAndHearsWhatToDo() {
        CommandRun run = CommandRun.in(data, "doctor");

        assertThat(run.status()).isZero();
        assertThat(run.out())
                .contains("ok    java", "ok    disk", "warn  store")
                .contains("loadcast import --help");
        assertThat(data).isEmptyDirectory();
    }

    @Test
    void freshReadingsAndWeatherAreWell() throws IOException {
        // given: readings and weather up to now, a forecast beyond
        importFresh(CommandRun.NOW);

        // when
        CommandRun run = CommandRun.in(data, "doctor");

        // then
        assertThat(run.status()).isZero();
        assertThat(run.out())
                .contains(
                        "ok    store",
                        "ok    readings",
                        "ok    weather   here is measured and forecast",
                        "warn  models");
    }

    @Test
    void oldReadingsAndWeatherAreWarnedOf() throws IOException {
        // given
        importFresh(CommandRun.NOW.minus(Duration.ofDays(30)));

        // when
        CommandRun run = CommandRun.in(data, "doctor");

        // then
        assertThat(run.out())
                .contains("1 have been silent for two hours or more")
                .contains("here has no measurement of the last day and no forecast of the next day");
    }

    @Test
    void aDamagedStoreIsAFailure() throws IOException {
        Files.writeString(data.resolve(SqliteStores.FILE_NAME), "this is no database, however long it is".repeat(40));

        CommandRun run = CommandRun.in(data, "doctor");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).contains("FAIL  store", "restore a backup");
        assertThat(run.err()).contains("checks failed").doesNotContain("\tat ");
    }

    @Test
    void everyServerThatIsConfiguredAndAwayIsToldWithARemedy() throws IOException {
        String nobody = "127.0.0.1:" + EmbeddedBroker.freePort();

        CommandRun run = CommandRun.with(
                settings(
                        "MQTT_URL", "mqtt://" + nobody,
                        "INFLUX_URL", "http://" + nobody,
                        "INFLUX_VERSION", "1",
                        "INFLUX_DATABASE", "loadcast",
                        "WEATHER_SOURCE", "open-meteo",
                        "WEATHER_URL", "http://" + nobody + "/v1/forecast",
                        "ALERTS_WEBHOOK_URL", "http://" + nobody + "/hook",
                        "ALERTS_EMAIL_HOST", "127.0.0.1",
                        "ALERTS_EMAIL_PORT", nobody.substring(nobody.indexOf(':') + 1),
                        "ALERTS_EMAIL_SECURITY", "none",
                        "ALERTS_EMAIL_FROM", "loadcast@example.org",
                        "ALERTS_EMAIL_TO", "me@example.org"),
                "doctor");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out())
                .contains("FAIL  broker", "Check that it runs, and mqtt.url")
                .contains("FAIL  store", "InfluxDB at http://" + nobody + " does not answer")
                .contains("FAIL  weather", "Check the network and weather.url")
                .contains("FAIL  webhook", "Check alerts.webhook.url")
                .contains("FAIL  email", "Check alerts.email");
    }

    @Test
    void serversThatAreThereAreWell() throws IOException {
        HttpServer weather = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        weather.createContext("/", exchange -> {
            exchange.sendResponseHeaders(400, -1);
            exchange.close();
        });
        weather.start();
        String there = "http://127.0.0.1:" + weather.getAddress().getPort();
        try {
            CommandRun run = CommandRun.with(
                    settings(
                            "WEATHER_SOURCE", "open-meteo",
                            "WEATHER_URL", there + "/v1/forecast",
                            "ALERTS_WEBHOOK_URL", there + "/hook",
                            "ALERTS_EMAIL_HOST", "127.0.0.1",
                            "ALERTS_EMAIL_PORT", String.valueOf(MAIL.getSmtp().getPort()),
                            "ALERTS_EMAIL_SECURITY", "none",
                            "ALERTS_EMAIL_FROM", "loadcast@example.org",
                            "ALERTS_EMAIL_TO", "me@example.org"),
                    "doctor");

            assertThat(run.status()).isZero();
            assertThat(run.out()).contains("ok    weather   127.0.0.1 answers", "ok    webhook", "ok    email");
            assertThat(MAIL.getReceivedMessages()).isEmpty();
        } finally {
            weather.stop(0);
        }
    }

    private Map<String, String> settings(String... namesAndValues) {
        Map<String, String> settings = new HashMap<>(Map.of("LOADCAST_DATA", data.toString()));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            settings.put("LOADCAST_" + namesAndValues[i], namesAndValues[i + 1]);
        }
        return settings;
    }

    private void importFresh(Instant now) throws IOException {
        Instant start = now.minus(Duration.ofHours(1));
        Path load = write("load.csv", "timestamp,meter_id,load_kw", start + ",m1,1.5");
        Path meters = write("meters.csv", "meter_id,time_zone,weather_locations", "m1,UTC,here");
        Path weather = write("weather.csv", "timestamp,location_id,temperature_c", start + ",here,7.5");
        Path forecast = write(
                "forecast.csv",
                "timestamp,location_id,temperature_c,available_at",
                now.plus(Duration.ofHours(3)) + ",here,8.5," + start);
        assertThat(CommandRun.in(
                                data,
                                "import",
                                "--load",
                                load.toString(),
                                "--meters",
                                meters.toString(),
                                "--weather",
                                weather.toString(),
                                "--weather-forecast",
                                forecast.toString())
                        .status())
                .isZero();
    }

    private Path write(String name, String... lines) throws IOException {
        return Files.writeString(data.resolve(name), String.join("\n", lines) + "\n");
    }
}
