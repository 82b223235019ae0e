package org.loadcast.features.store.influx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.series.Interval;

/** A bucket that something else writes, with names of its own. */
class InfluxNamesTest {

    private static final Instant START = Instant.parse("2024-03-01T00:00:00Z");
    private static final Interval HOUR = Interval.of(START, Duration.ofHours(1));

    private static InfluxDatabases databases;

    @TempDir
    private Path directory;

    @BeforeAll
    static void start(@TempDir Path serverDirectory) throws Exception {
        databases = new InfluxDatabases(serverDirectory);
    }

    @AfterAll
    static void stop() {
        if (databases != null) {
            databases.close();
        }
    }

    @Test
    void anExistingDatabaseWithOtherNamesIsRead() throws Exception {
        // given what a home automation writes, with a further tag and a text field
        Map<String, String> settings = databases.settings();
        settings.putAll(Map.of(
                "names.load.measurement", "kW",
                "names.load.tag", "entity id",
                "names.load.fields.power_kw", "value",
                "names.weather.measurement", "climate",
                "names.weather.tag", "station",
                "names.weather.fields.temperature_c", "temp"));
        InfluxConfig config = InfluxConfig.parse(settings);
        long at = START.getEpochSecond();
        new DeliveryByV1(Http.client(), config)
                .deliver("kW,entity\\ id=house,domain=sensor value=1.5,state=\"on\" " + at + "\n"
                        + "kW,entity\\ id=house,domain=sensor value=2,state=\"on\" " + (at + 1800)
                        + "\nclimate,station=roof temp=4.5,icon=\"sun\",humidity=60 " + at);

        try (InfluxStores stores = InfluxStores.open(directory, config)) {
            // when
            MeterId house = MeterId.of("house");

            // then
            assertThat(stores.measurements().meters()).containsExactly(house);
            assertThat(stores.measurements()
                            .load(house, HOUR, Duration.ofMinutes(30))
                            .toArray())
                    .containsExactly(1.5, 2);
            assertThat(stores.weather().locations()).containsExactly("roof");
            assertThat(stores.weather().observed("roof", HOUR).variables())
                    .containsExactly("humidity", "temperature_c");
            assertThat(stores.weather().observed("roof", HOUR).value("temperature_c", 0))
                    .isEqualTo(4.5);
        }
    }

    @Test
    void twoFieldsCannotShareAName() {
        assertThatThrownBy(() -> new InfluxNames.Measurement(
                        "load", "meter_id", Map.of("power_kw", "value", "energy_kwh", "value")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("share a name");
    }
}
