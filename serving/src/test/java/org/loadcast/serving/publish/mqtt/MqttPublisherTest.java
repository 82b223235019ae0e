package org.loadcast.serving.publish.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.loadcast.features.forecast.Forecast;
import org.loadcast.features.forecast.ForecastSource;
import org.loadcast.features.forecast.Horizon;
import org.loadcast.features.forecast.Quantiles;
import org.loadcast.features.forecast.Tier;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.series.TimeGrid;
import org.loadcast.features.store.Stores;
import org.loadcast.features.store.sqlite.SqliteStores;
import org.loadcast.serving.issue.IssueRound;

class MqttPublisherTest {

    private static final ZoneId AMSTERDAM = ZoneId.of("Europe/Amsterdam");
    private static final Instant CUTOFF = Instant.parse("2021-06-16T11:00:00Z");
    private static final Meter METER = Meter.builder(MeterId.of("pid.287"))
            .zone(AMSTERDAM)
            .category("feeder")
            .build();

    @TempDir
    private Path directory;

    private Stores stores;
    private Mosquitto broker;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        broker = Mosquitto.start(directory.resolve("mosquitto"));
        stores = SqliteStores.open(directory.resolve("data"));
        stores.meters().put(METER);
    }

    @AfterEach
    void stop() {
        stores.close();
        broker.close();
    }

    @Test
    void theLatestForecastIsThereForWhoComesLater() throws Exception {
        try (MqttPublisher publisher = publisher()) {
            publisher.publish(round(forecast(Horizon.QUARTER_HOUR, 1)));
            publisher.publish(round(forecast(Horizon.QUARTER_HOUR, 2)));
            broker.awaitMessage("loadcast/meters/pid.287/forecast/quarter-hour", text -> text.contains("\"p50\":2.0"));
        }

        JsonNode late = json(broker.retained("loadcast/meters/pid.287/forecast/quarter-hour"));
        assertThat(late.get("meter_id").asText()).isEqualTo("pid.287");
        assertThat(late.get("time_zone").asText()).isEqualTo("Europe/Amsterdam");
        assertThat(late.get("points").get(0).get("p50").asDouble()).isEqualTo(2);
    }

    @Test
    void theNextDayComesWithItsEnergyAndPeak() throws Exception {
        try (MqttPublisher publisher = publisher()) {
            publisher.publish(round(forecast(Horizon.DAY_AHEAD, 4)));

            JsonNode summary =
                    json(broker.awaitMessage("loadcast/meters/pid.287/forecast/day-ahead/summary", text -> true));
            // 4 kW all day, and one more in the interval at 17:00 UTC: 96 kWh and a quarter
            assertThat(summary.get("date").asText()).isEqualTo("2021-06-17");
            assertThat(summary.get("energy_kwh").asDouble()).isEqualTo(96.25);
            assertThat(summary.get("peak_kw").asDouble()).isEqualTo(5);
            assertThat(summary.get("peak_start").asText()).isEqualTo("2021-06-17T17:00:00Z");
        }
    }

    @Test
    void homeAssistantIsToldOfTheSensorsWithTheTopicsOfTheirValues() throws Exception {
        try (MqttPublisher publisher = publisher()) {
            publisher.publish(round(forecast(Horizon.DAY_AHEAD, 4)));

            JsonNode device =
                    json(broker.awaitMessage("homeassistant/device/loadcast_pid_2e_287/config", text -> true));
            assertThat(device.get("device").get("name").asText()).isEqualTo("pid.287");
            assertThat(device.get("origin").get("name").asText()).isEqualTo("Loadcast");
            assertThat(device.get("availability_topic").asText()).isEqualTo("loadcast/status");
            assertThat(device.get("components")).hasSize(4);
            device.get("components").forEach(sensor -> {
                assertThat(sensor.get("platform").asText()).isEqualTo("sensor");
                assertThat(sensor.get("unique_id").asText()).startsWith("loadcast_pid_2e_287_");
            });
            JsonNode energy = device.get("components").get("tomorrow_energy");
            assertThat(energy.get("state_topic").asText())
                    .isEqualTo("loadcast/meters/pid.287/forecast/day-ahead/summary");
            assertThat(energy.get("value_template").asText()).isEqualTo("{{ value_json.energy_kwh }}");
            assertThat(energy.get("json_attributes_template").asText()).contains("'p90': value_json.energy_p90_kwh");
        }
    }

    @Test
    void theStatusIsOnlineUntilItIsClosed() throws Exception {
        MqttPublisher publisher = publisher();
        broker.awaitMessage(Topics.STATUS, "online"::equals);

        publisher.close();

        broker.awaitMessage(Topics.STATUS, "offline"::equals);
    }

    @Test
    void aForecastThatIsIssuedWhileTheBrokerIsAwayIsPublishedWhenItIsBack() throws Exception {
        try (MqttPublisher publisher = publisher()) {
            broker.awaitMessage(Topics.STATUS, "online"::equals);
            broker.kill();
            for (int kilowatts = 1; kilowatts <= 5; kilowatts++) {
                publisher.publish(round(forecast(Horizon.QUARTER_HOUR, kilowatts)));
            }

            broker.startAgain();

            broker.awaitMessage("loadcast/meters/pid.287/forecast/quarter-hour", text -> text.contains("\"p50\":5.0"));
        }
    }

    private MqttPublisher publisher() {
        MqttPublisher publisher = new MqttPublisher(
                MqttTarget.of("127.0.0.1", broker.port(), "loadcast-test"),
                stores.meters(),
                Optional.of("homeassistant"));
        publisher.start();
        return publisher;
    }

    private static IssueRound round(Forecast forecast) {
        return new IssueRound(Horizon.parse(forecast.horizon()), CUTOFF, List.of(forecast), List.of(), Duration.ZERO);
    }

    /** The same load in every quantile and interval, one kilowatt more in the 77th of a day. */
    private static Forecast forecast(Horizon horizon, double kilowatts) {
        TimeGrid grid = horizon.target(CUTOFF, Duration.ofMinutes(15), AMSTERDAM);
        double[][] rows = new double[grid.length()][Quantiles.DECILES.count()];
        for (int i = 0; i < rows.length; i++) {
            Arrays.fill(rows[i], kilowatts + (i == 76 ? 1 : 0));
        }
        return new Forecast(
                METER.id(),
                horizon.label(),
                CUTOFF,
                CUTOFF,
                grid,
                Quantiles.DECILES,
                rows,
                new ForecastSource.Fallback(Tier.FLAT, "A test."));
    }

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text);
    }
}
