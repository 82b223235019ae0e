package org.loadcast.serving.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The load of every meter is the hour of the UTC day, and it is 11:00:03 in UTC, 13:00:03 in Amsterdam. */
class OverviewRoutesTest {

    @TempDir
    private Path directory;

    private RunningServer server;

    @BeforeEach
    void start() {
        server = new RunningServer(directory);
        server.addMeter("m1", "Europe/Amsterdam");
        server.addHourOfDayLoad("m1", 30);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private JsonNode row(String query) {
        return RunningServer.json(server.get("/api/v1/overview" + query))
                .get("meters")
                .get(0);
    }

    @Test
    void nowIsTheNewestLoadAndTodayTheLocalDaySoFar() {
        JsonNode row = row("");

        assertThat(row.at("/now/load_kw").asDouble()).isEqualTo(10);
        assertThat(row.at("/now/start").asText()).isEqualTo("2021-06-16T10:45:00Z");
        // From 22:00 UTC on: 22 + 23 + 0 + … + 10.
        assertThat(row.at("/today/energy_kwh").asDouble()).isCloseTo(100, within(1e-9));
        assertThat(row.at("/today/peak_kw").asDouble()).isEqualTo(23);
        assertThat(row.at("/today/peak_at").asText()).isEqualTo("2021-06-15T23:00:00Z");
    }

    @Test
    void theLevelIsThatOfTheMetersOwnStatistics() {
        // 10 of the hours 0 to 23: below the median.
        assertThat(row("").get("level").asText()).isEqualTo("green");
    }

    @Test
    void pastHoldsTheHoursOfTheClockAndNullWhereNothingIsKnown() {
        JsonNode row = row("");

        assertThat(row.get("past_start").asText()).isEqualTo("2021-06-15T11:00:00Z");
        assertThat(row.get("past")).hasSize(25);
        assertThat(row.at("/past/0").asDouble()).isEqualTo(11);
        assertThat(row.at("/past/23").asDouble()).isEqualTo(10);
        assertThat(row.at("/past/24").isNull()).isTrue();
    }

    @Test
    void tomorrowIsTheNextLocalDayOfTheForecast() {
        JsonNode ahead = row("").get("ahead");

        assertThat(ahead.get("tier").asText()).isEqualTo("seasonal");
        assertThat(ahead.get("start").asText()).isEqualTo("2021-06-16T11:00:00Z");
        assertThat(ahead.get("p50")).hasSize(48);
        // Every day was the same, so tomorrow is: the peak at 23:00 UTC, 0 + 1 + … + 23 kWh.
        assertThat(ahead.at("/tomorrow/peak_kw").asDouble()).isCloseTo(23, within(1e-6));
        assertThat(ahead.at("/tomorrow/peak_at").asText()).isEqualTo("2021-06-16T23:00:00Z");
        assertThat(ahead.at("/tomorrow/energy_kwh").asDouble()).isCloseTo(276, within(1e-6));
    }

    @Test
    void thePeakOfAMeterThatOnlyGeneratesIsItsHighestGeneration() {
        server.addMeter("pv", "UTC");
        server.post("/api/v1/readings", """
                {"meter_id":"pv","timestamp":"2021-06-16T10:00:00Z","power_kw":-3}
                {"meter_id":"pv","timestamp":"2021-06-16T10:15:00Z","power_kw":-5}
                {"meter_id":"pv","timestamp":"2021-06-16T10:30:00Z","power_kw":0}
                """);

        JsonNode today = row("?meters=pv").get("today");

        assertThat(today.get("peak_kw").asDouble()).isEqualTo(-5);
        assertThat(today.get("peak_at").asText()).isEqualTo("2021-06-16T10:15:00Z");
    }

    @Test
    void aMeterWithoutReadingsHasItsReasonInPlaceOfAForecast() {
        server.addMeter("a-new-one", "UTC");

        JsonNode row = row("?meters=a-new-one");

        assertThat(row.get("now").isNull()).isTrue();
        assertThat(row.get("today").isNull()).isTrue();
        assertThat(row.at("/ahead/tier").isNull()).isTrue();
        assertThat(row.at("/ahead/reason").asText()).isNotBlank();
    }

    @Test
    void metersAndGroupChoose() {
        server.addMeter("m2", "UTC");

        assertThat(RunningServer.json(server.get("/api/v1/overview?meters=m2")).get("meters"))
                .hasSize(1);
        assertThat(RunningServer.json(server.get("/api/v1/overview?group=north"))
                        .get("meters"))
                .hasSize(2);
        assertThat(RunningServer.json(server.get("/api/v1/overview?group=south"))
                        .get("meters"))
                .isEmpty();
    }
}
