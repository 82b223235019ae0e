package org.loadcast.serving.source.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.loadcast.serving.source.RecordingSink;
import org.loadcast.serving.source.SourceLocation;
import org.loadcast.serving.source.SourceSettings;

class HomeAssistantTest {

    @TempDir
    private Path directory;

    private final RecordingSink sink = new RecordingSink();

    @Test
    void aStateStandsUntilTheNextAndBecomesTheMeanPowerOfFiveMinutes() throws IOException {
        // given: 1 kW, from the second minute on 3 kW, from the twelfth on nobody knows
        read("history.csv", """
                entity_id,state,last_changed
                sensor.kitchen_power,1000,2024-06-01T12:00:00.000Z
                sensor.kitchen_power,3000,2024-06-01T12:02:00.000Z
                sensor.kitchen_power,unavailable,2024-06-01T12:12:00.000Z
                sensor.kitchen_power,500,2024-06-01T12:20:00.000Z
                sensor.kitchen_power,600,2024-06-01T12:25:00.000Z
                """, Map.of("unit", "W"));

        // then: (2 * 1 + 3 * 3) / 5 kW, then 3 kW; the third step is known for two minutes only
        assertThat(sink.power("kitchen_power"))
                .containsExactly(
                        entry(Instant.parse("2024-06-01T12:00:00Z"), 2.2),
                        entry(Instant.parse("2024-06-01T12:05:00Z"), 3.0),
                        entry(Instant.parse("2024-06-01T12:20:00Z"), 0.5));
    }

    @Test
    void aStateStandsNoLongerThanADay() throws IOException {
        read("history.csv", """
                entity_id,state,last_changed
                sensor.dead,100,2024-06-01T00:00:00.000Z
                sensor.dead,100,2024-06-05T00:00:00.000Z
                """, Map.of("unit", "W", "step", "PT1H"));

        assertThat(sink.power("dead"))
                .hasSize(24)
                .hasEntrySatisfying(
                        Instant.parse("2024-06-01T23:00:00Z"),
                        power -> assertThat(power).isEqualTo(0.1));
    }

    @Test
    void withoutAUnitTheCsvIsNotGuessedAt() throws IOException {
        read("history.csv", """
                entity_id,state,last_changed
                sensor.kitchen_power,1000,2024-06-01T12:00:00.000Z
                sensor.kitchen_power,1100,2024-06-01T12:05:00.000Z
                """, Map.of());

        assertThat(sink.power()).isEmpty();
        assertThat(sink.rejected())
                .containsExactly(
                        "history.csv, line 2: The unit of sensor.kitchen_power is not told. Add --set unit=W for all,"
                                + " or --set unit=sensor.kitchen_power:W for this one alone.");
    }

    @Test
    void theHistoryApiTellsUnitsInTheFirstStateOfEachEntity() throws IOException {
        read("history.json", """
                [[{"entity_id":"sensor.pv_power","state":"1.5","attributes":{"unit_of_measurement":"kW"},
                   "last_changed":"2024-06-01T14:00:00+02:00","last_updated":"2024-06-01T14:00:00+02:00"},
                  {"state":"2.5","last_changed":"2024-06-01T14:05:00.250000+02:00"}],
                 [{"entity_id":"sensor.import_energy","state":"1234567","attributes":{"unit_of_measurement":"Wh"},
                   "last_changed":"2024-06-01T12:00:00+00:00"},
                  {"state":"1234667","last_changed":"2024-06-01T12:10:00+00:00"},
                  {"state":"many","last_changed":"2024-06-01T12:20:00+00:00"},
                  {"state":"unknown","last_changed":"2024-06-01T12:30:00+00:00"}],
                 [{"entity_id":"sensor.oven_temperature","state":"180","attributes":{"unit_of_measurement":"°C"},
                   "last_changed":"2024-06-01T12:00:00+00:00"}]]
                """, Map.of("generation", "sensor.pv_power"));

        assertThat(sink.power("pv_power")).containsExactly(entry(Instant.parse("2024-06-01T12:00:00Z"), -1.5));
        assertThat(sink.counter("import_energy"))
                .containsExactly(
                        entry(Instant.parse("2024-06-01T12:00:00Z"), 1234.567),
                        entry(Instant.parse("2024-06-01T12:10:00Z"), 1234.667));
        assertThat(sink.rejected()).hasSize(1).first().asString().contains("'many'");
        assertThat(sink.notes())
                .containsExactly(
                        "history.json: 1 entities were passed over: sensor.oven_temperature (measured in °C).");
    }

    @Test
    void theShortFormOfTheWebsocketIsTheSame() throws IOException {
        read("history.json", """
                {"id":7,"type":"result","success":true,"result":{"sensor.house":[
                {"s":"400","a":{"unit_of_measurement":"W"},"lu":1717243200.0},
                {"s":"800","a":{},"lu":1717243500.5},{"s":"0","lu":1717244100.0}]}}
                """, Map.of());

        assertThat(sink.power("house")).hasSize(3).containsEntry(Instant.ofEpochSecond(1717243200), 0.4);
    }

    @Test
    void longTermStatisticsAreHourlyMeansAndSums() throws IOException {
        read("statistics.json", """
                {"statistics":{
                "sensor.house_power":[{"start":"2024-06-01T10:00:00+00:00","end":"2024-06-01T11:00:00+00:00","mean":512.5}],
                "sensor.house_energy":[{"start":1717236000000,"end":1717239600000,"state":7100.0,"sum":81.5}]}}
                """, Map.of("unit", "sensor.house_power:W,sensor.house_energy:kWh"));

        assertThat(sink.power("house_power")).containsExactly(entry(Instant.parse("2024-06-01T10:00:00Z"), 0.5125));
        assertThat(sink.counter("house_energy")).containsExactly(entry(Instant.parse("2024-06-01T11:00:00Z"), 81.5));
    }

    @Test
    void whatStandsBeforeABreakIsKept() {
        assertThatThrownBy(() -> read("history.json", """
                [[{"entity_id":"sensor.a","state":"1","attributes":{"unit_of_measurement":"kWh"},"last_changed":"2024-06-01T12:00:00Z"},
                {"state":""", Map.of()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is not JSON to its end");

        assertThat(sink.counter("a")).hasSize(1);
    }

    private void read(String name, String content, Map<String, String> settings) throws IOException {
        Path file = Files.writeString(directory.resolve(name), content);
        new HomeAssistant()
                .read(
                        SourceLocation.of(file.toString()),
                        new SourceSettings(Optional.empty(), Optional.empty(), settings),
                        sink);
    }
}
