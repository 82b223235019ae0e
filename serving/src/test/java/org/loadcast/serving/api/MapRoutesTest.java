package org.loadcast.serving.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MapRoutesTest {

    private static final String PLACED =
            "{\"time_zone\":\"UTC\",\"category\":\"home, \\\"old\\\"\",\"groups\":[\"a\",\"b\"],"
                    + "\"latitude\":52.25,\"longitude\":4.5}";

    @TempDir
    private static Path directory;

    private static RunningServer server;

    /** The load of {@code placed} is the hour of the day; {@code silent} has a place and no reading, {@code nowhere} no place. */
    @BeforeAll
    static void start() {
        server = new RunningServer(directory);
        server.put("/api/v1/meters/placed", PLACED);
        server.put("/api/v1/meters/silent", "{\"time_zone\":\"UTC\",\"latitude\":-33.9,\"longitude\":-70}");
        server.addMeter("nowhere", "UTC");
        server.addHourOfDayLoad("placed", 60);
        awaitLevels();
    }

    /** An answer has no time for the levels of all meters when the machine is busy; the next one goes on. */
    private static void awaitLevels() {
        for (int i = 0;
                i < 100 && first("/api/v1/map.geojson").at("/properties/level").isNull();
                i++) {
            server.get("/api/v1/map.geojson");
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aPointIsLongitudeBeforeLatitudeAndHasLoadLevelAndTomorrowsPeak() {
        HttpResponse<String> answer = server.get("/api/v1/map.geojson");
        JsonNode map = RunningServer.json(answer);

        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/geo+json");
        assertThat(map.get("type").asText()).isEqualTo("FeatureCollection");
        assertThat(map.get("features")).hasSize(2);
        JsonNode placed = map.get("features").get(0);
        assertThat(placed.at("/geometry/type").asText()).isEqualTo("Point");
        assertThat(placed.at("/geometry/coordinates/0").asDouble()).isEqualTo(4.5);
        assertThat(placed.at("/geometry/coordinates/1").asDouble()).isEqualTo(52.25);
        assertThat(placed.at("/properties/load_kw").asDouble()).isEqualTo(10);
        assertThat(placed.at("/properties/time").asText()).isEqualTo("2021-06-16T10:45:00Z");
        assertThat(placed.at("/properties/level").asText()).isEqualTo("green");
        assertThat(placed.at("/properties/peak_kw").asDouble()).isEqualTo(23, within(0.01));
        assertThat(Instant.parse(placed.at("/properties/peak_time").asText()))
                .isBetween(Instant.parse("2021-06-17T23:00:00Z"), Instant.parse("2021-06-17T23:45:00Z"));
    }

    @Test
    void metersWithoutAPlaceAreLeftOutAndCountedAndThoseWithoutAReadingStay() {
        JsonNode map = RunningServer.json(server.get("/api/v1/map.geojson"));

        assertThat(map.get("without_place").asInt()).isEqualTo(1);
        JsonNode silent = map.get("features").get(1);
        assertThat(silent.get("id").asText()).isEqualTo("silent");
        assertThat(silent.at("/properties/load_kw").isNull()).isTrue();
        assertThat(silent.at("/properties/level").isNull()).isTrue();
    }

    @Test
    void aTimeOfTomorrowIsForecastAndOneOfTodayWasMeasured() {
        JsonNode tomorrow = first("/api/v1/map.geojson?time=2021-06-17T18:20:00Z");
        JsonNode today = first("/api/v1/map.geojson?time=2021-06-16T05:20:00Z");

        assertThat(tomorrow.at("/properties/kind").asText()).isEqualTo("forecast");
        assertThat(tomorrow.at("/properties/time").asText()).isEqualTo("2021-06-17T18:00:00Z");
        assertThat(tomorrow.at("/properties/load_kw").asDouble()).isEqualTo(18, within(0.01));
        assertThat(tomorrow.at("/properties/level").asText()).isEqualTo("red");
        assertThat(today.at("/properties/kind").asText()).isEqualTo("measured");
        assertThat(today.at("/properties/load_kw").asDouble()).isEqualTo(5);
        assertThat(server.get("/api/v1/map.geojson?time=2021-06-20T00:00:00Z").body())
                .contains("2021-06-20T00:00:00Z is not between");
    }

    @Test
    void theSeriesHasEveryHourOnceFromADayBackToTwoDaysAhead() {
        JsonNode series = RunningServer.json(server.get("/api/v1/map-series.geojson"));

        List<JsonNode> placed = series.get("features")
                .valueStream()
                .filter(feature -> feature.at("/properties/meter_id").asText().equals("placed"))
                .toList();
        assertThat(placed.stream()
                        .map(feature -> feature.at("/properties/start").asText()))
                .doesNotHaveDuplicates()
                .isSorted()
                .hasSizeGreaterThanOrEqualTo(72);
        assertThat(placed)
                .allSatisfy(feature -> assertThat(
                                Instant.parse(feature.at("/properties/end").asText()))
                        .isEqualTo(Instant.parse(feature.at("/properties/start").asText())
                                .plusSeconds(3600)));
    }

    @Test
    void csvHasTheSameRowsWithWktAndQuotesWhatNeedsIt() {
        List<String> lines = server.get("/api/v1/map.csv").body().lines().toList();

        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).startsWith("wkt,meter_id,category,");
        assertThat(lines.get(1))
                .startsWith(
                        "POINT (4.5 52.25),placed,\"home, \"\"old\"\"\",UTC,a;b,2021-06-16T10:45:00Z,10.0,,,green,");
        assertThat(lines.get(2)).startsWith("POINT (-70.0 -33.9),silent,,UTC,,,,,,,");
    }

    private static JsonNode first(String path) {
        return RunningServer.json(server.get(path)).get("features").get(0);
    }
}
