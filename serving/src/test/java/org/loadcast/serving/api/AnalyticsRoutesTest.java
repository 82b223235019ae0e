package org.loadcast.serving.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The load is the hour of the UTC day in kW, of 30 days until 11:00 on 16 June. */
class AnalyticsRoutesTest {

    @TempDir
    private static Path directory;

    private static RunningServer server;

    @BeforeAll
    static void start() {
        server = new RunningServer(directory);
        server.addMeter("m1", "UTC");
        server.addMeter("silent", "UTC");
        server.addHourOfDayLoad("m1", 30);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static JsonNode ask(String query) {
        return RunningServer.json(server.get("/api/v1/analytics/" + query));
    }

    @Test
    void hoursOfTodayEndWithWhatIsKnown() {
        JsonNode hours = ask("hourly?meters=m1").at("/meters/0/hours");

        assertThat(hours).hasSize(11);
        assertThat(hours.at("/10/mean_kw").asDouble()).isEqualTo(10);
    }

    @Test
    void peaksAreTheHighestQuarterHoursTheEarlierFirst() {
        JsonNode peaks = ask("peaks?limit=5").get("peaks");

        assertThat(peaks).hasSize(5);
        assertThat(peaks.at("/0/start").asText()).isEqualTo("2021-06-10T23:00:00Z");
        assertThat(peaks.at("/4/start").asText()).isEqualTo("2021-06-11T23:00:00Z");
    }

    @Test
    void dailyAndMonthlyTotalsAndTheSummaryAgree() {
        JsonNode days = ask("daily?days=2").get("days");
        JsonNode months = ask("monthly?months=2").get("months");
        JsonNode summary = ask("summary");

        // A whole day has 0 + 1 + ... + 23 = 276 kWh, today until 11:00 has 55.
        assertThat(days.at("/0/energy_kwh").asDouble()).isEqualTo(276);
        assertThat(days.at("/1/energy_kwh").asDouble()).isEqualTo(55);
        assertThat(months.at("/1/energy_kwh").asDouble()).isEqualTo(15 * 276 + 55);
        assertThat(months.at("/1/days").asInt()).isEqualTo(16);
        assertThat(summary.get("energy_today_kwh").asDouble()).isEqualTo(55);
        assertThat(summary.get("energy_yesterday_kwh").asDouble()).isEqualTo(276);
        assertThat(summary.get("energy_this_month_kwh").asDouble()).isEqualTo(15 * 276 + 55);
        assertThat(summary.get("meters").asInt()).isEqualTo(2);
        assertThat(summary.get("meters_today").asInt()).isEqualTo(1);
    }

    @Test
    void trendsAndComparisonsSayWhatTheyDoNotKnow() {
        JsonNode trends = ask("trends").get("trends");
        JsonNode comparison = ask("comparison?meters=m1").get("meters");

        assertThat(trends.at("/0/direction").asText()).isEqualTo("steady");
        assertThat(trends.at("/0/year_before_kw").isNull()).isTrue();
        assertThat(trends.at("/1/direction").isNull()).isTrue();
        assertThat(comparison.at("/0/week_before/energy_kwh").asDouble()).isEqualTo(276);
        assertThat(comparison.at("/0/year_before").isNull()).isTrue();
    }

    @Test
    void theLastHourHasFourReadings() {
        assertThat(ask("live").at("/meters/0/readings")).hasSize(3);
        assertThat(ask("live?at=2021-06-16T11:00:00Z").at("/meters/0/readings")).hasSize(4);
    }

    @Test
    void anUnknownMeterOrGroupIsAProblem() {
        assertThat(server.get("/api/v1/analytics/daily?meters=nobody").statusCode())
                .isEqualTo(404);
        assertThat(server.get("/api/v1/analytics/daily?group=south").body()).contains("No meter is in group");
        assertThat(server.get("/api/v1/analytics/daily?days=500").body()).contains("not between 1 and 400");
    }

    @Test
    void sumsCountTheLoadOfAHomeOnce(@TempDir Path other) {
        try (RunningServer homes = new RunningServer(other)) {
            homes.addMeter("l1", "UTC");
            homes.addMeter("l2", "UTC");
            homes.addHourOfDayLoad("l1", 3);
            homes.addHourOfDayLoad("l2", 3);
            homes.put(
                    "/api/v1/sites/home",
                    "{\"sensors\":[{\"meter_id\":\"l1\",\"role\":\"net\",\"phase\":\"L1\"},"
                            + "{\"meter_id\":\"l2\",\"role\":\"net\",\"phase\":\"L2\"}]}");
            homes.sites().derive(share -> {});

            JsonNode summary = RunningServer.json(homes.get("/api/v1/analytics/summary"));
            JsonNode rows = RunningServer.json(homes.get("/api/v1/overview")).get("meters");

            // Two phases of 55 kWh, and home.net, which says 110.
            assertThat(summary.get("energy_today_kwh").asDouble()).isEqualTo(110);
            assertThat(summary.get("meters_today").asInt()).isEqualTo(3);
            assertThat(rows)
                    .filteredOn(row -> row.get("in_sum").asBoolean())
                    .extracting(row -> row.get("meter_id").asText())
                    .containsExactly("home.net");
        }
    }
}
