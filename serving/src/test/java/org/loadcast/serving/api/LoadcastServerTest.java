package org.loadcast.serving.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.loadcast.serving.api.RunningServer.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.data.Index;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.meter.Reading;
import org.loadcast.features.series.Interval;

class LoadcastServerTest {

    @TempDir
    private Path directory;

    private RunningServer server;

    @BeforeEach
    void start() {
        server = new RunningServer(directory);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static void assertProblem(HttpResponse<String> response, int status, String... words) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        JsonNode problem = json(response);
        assertThat(problem.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("type", "title", "status", "detail", "instance");
        assertThat(problem.get("status").asInt()).isEqualTo(status);
        assertThat(problem.get("detail").asText()).contains(words);
        assertThat(response.body()).doesNotContain("\tat ", "Exception");
    }

    // Health

    @Test
    void isLiveAndReadyWithAnEmptyStore() {
        HttpResponse<String> live = server.get("/health/live");
        HttpResponse<String> ready = server.get("/health/ready");

        assertThat(live.statusCode()).isEqualTo(200);
        assertThat(ready.statusCode()).isEqualTo(200);
        assertThat(json(ready).at("/data/meters").asInt()).isZero();
        assertThat(json(ready).at("/data/newest_reading").isNull()).isTrue();
    }

    @Test
    void readyTellsHowOldTheNewestReadingIs() {
        server.addMeter("m1", "UTC");
        server.addMeter("m2", "UTC");
        server.addHourOfDayLoad("m1", 2);

        JsonNode data = json(server.get("/health/ready")).get("data");

        // The last quarter of an hour before 11:00:03 started at 10:45:00.
        assertThat(data.get("age").asText()).isEqualTo("PT15M3S");
        assertThat(data.get("stale_meters").asInt()).isEqualTo(1);
    }

    @Test
    void isNotReadyWhenACheckFindsTrouble(@TempDir Path other) {
        ReadinessCheck broken = new ReadinessCheck("models", () -> Optional.of("index unreadable"));

        try (RunningServer sick = new RunningServer(other, List.of(broken))) {
            HttpResponse<String> ready = sick.get("/health/ready");

            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(json(ready).at("/checks/2/detail").asText()).isEqualTo("index unreadable");
        }
    }

    // Meters

    @Test
    void aMeterIsPutShownListedAndRemoved() {
        String meter = "{\"time_zone\":\"Europe/Amsterdam\",\"country\":\"NL\",\"category\":\"feeder\","
                + "\"latitude\":52.1,\"longitude\":5.2,\"weather_locations\":[\"w1\"],\"groups\":[\"north\"]}";

        HttpResponse<String> created = server.put("/api/v1/meters/pid_287", meter);
        HttpResponse<String> replaced = server.put("/api/v1/meters/pid_287", meter);
        JsonNode shown = json(server.get("/api/v1/meters/pid_287"));
        JsonNode listed = json(server.get("/api/v1/meters"));
        HttpResponse<String> removed = server.delete("/api/v1/meters/pid_287");

        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(replaced.statusCode()).isEqualTo(200);
        assertThat(shown.get("time_zone").asText()).isEqualTo("Europe/Amsterdam");
        assertThat(shown.get("latitude").asDouble()).isEqualTo(52.1);
        assertThat(listed.at("/meters/0/meter_id").asText()).isEqualTo("pid_287");
        assertThat(removed.statusCode()).isEqualTo(204);
        assertProblem(server.get("/api/v1/meters/pid_287"), 404, "pid_287");
        assertProblem(server.delete("/api/v1/meters/pid_287"), 404, "pid_287");
    }

    @Test
    void metersComeInPagesThatFollowEachOther() {
        for (String id : List.of("a", "b", "c", "d", "e")) {
            server.addMeter(id, "UTC");
        }

        List<String> seen = new ArrayList<>();
        String after = "";
        do {
            JsonNode page = json(server.get("/api/v1/meters?limit=2&after=" + after));
            page.get("meters").forEach(meter -> seen.add(meter.get("meter_id").asText()));
            after = page.get("next").asText("");
        } while (!after.equals("null") && !after.isEmpty());

        assertThat(seen).containsExactly("a", "b", "c", "d", "e");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"time_zone\":\"Europe/Nowhere\"}|Europe/Nowhere",
                "{}|time_zone",
                "{\"time_zone\":\"UTC\",\"latitude\":1}|longitude",
                "{\"time_zone\":\"UTC\",\"latitude\":91,\"longitude\":0}|91",
                "{\"time_zone\":\"UTC\",\"colour\":\"red\"}|colour",
                "{\"time_zone\":|JSON"
            })
    void aWrongMeterIsRefusedWithTheReason(String body, String word) {
        assertProblem(server.put("/api/v1/meters/m1", body), 400, word);
    }

    // Readings

    @Test
    void goodReadingsAreKeptWhenOthersAreBad() {
        server.addMeter("m1", "UTC");
        String body = """
                [{"meter_id":"m1","timestamp":"2021-06-16T10:00:00Z","power_kw":1.5},
                 {"meter_id":"m1","timestamp":"yesterday","power_kw":1.5},
                 {"meter_id":"m1","timestamp":"2021-06-16T10:15:00Z","power_kw":"much"},
                 {"meter_id":"m1","timestamp":"2031-06-16T10:15:00Z","power_kw":1},
                 {"meter_id":"m1","timestamp":"2021-06-16T10:30:00Z"},
                 7,
                 {"meter_id":"no spaces","timestamp":"2021-06-16T10:30:00Z","power_kw":1},
                 {"meter_id":"m1","timestamp":"2021-06-16T12:15:00+02:00","power_kw":2.5}]""";

        JsonNode receipt = json(server.post("/api/v1/readings", body));

        assertThat(receipt.get("accepted").asInt()).isEqualTo(2);
        assertThat(receipt.get("rejected").findValuesAsText("index")).containsExactly("1", "2", "3", "4", "5", "6");
        assertThat(receipt.get("rejected").findValuesAsText("reason").get(2)).contains("future");
        assertThat(stored("m1")).containsExactly(1.5, 2.5);
    }

    @Test
    void readingsComeAsLinesOfJson() {
        server.addMeter("m1", "UTC");
        String body = """
                {"meter_id":"m1","timestamp":"2021-06-16T10:00:00Z","power_kw":1}
                {"meter_id":"m1","timestamp":

                {"meter_id":"m1","timestamp":"2021-06-16T10:15:00Z","power_kw":2}
                """;

        JsonNode receipt = json(server.post("/api/v1/readings", body, "Content-Type", "application/x-ndjson"));

        assertThat(receipt.get("accepted").asInt()).isEqualTo(2);
        assertThat(receipt.at("/rejected/0/index").asInt()).isEqualTo(1);
        assertThat(stored("m1")).containsExactly(1.0, 2.0);
    }

    @Test
    void readingsComeAsLineProtocol() {
        server.addMeter("m-1", "UTC");
        // 1623837600 is 2021-06-16T10:00:00Z.
        String body = """
                load,meter_id=m-1,site=a\\ b power_kw=1.25,quality="good, really" 1623837600
                load,meter_id=m-1 power_kw=oops 1623838500
                load power_kw=1 1623838500
                nonsense
                load,meter_id=m-1 power_kw=3i 1623838500
                """;

        JsonNode receipt = json(server.post("/api/v1/readings?precision=s", body));

        assertThat(receipt.get("accepted").asInt()).isEqualTo(2);
        assertThat(receipt.get("rejected").findValuesAsText("index")).containsExactly("1", "2", "3");
        assertThat(stored("m-1")).containsExactly(1.25, 3.0);
    }

    @Test
    void timesThatCannotBeAreRefusedRowByRow() {
        server.addMeter("m1", "UTC");

        JsonNode nanosAsSeconds =
                json(server.post("/api/v1/readings?precision=s", "load,meter_id=m1 power_kw=1 1623837600000000000"));
        JsonNode noSpan = json(
                server.post(
                        "/api/v1/readings",
                        "{\"meter_id\":\"m1\",\"timestamp\":\"2021-06-16T10:00:00Z\",\"energy_delta_kwh\":1,\"span\":\"soon\"}"));

        assertThat(nanosAsSeconds.get("accepted").asInt()).isZero();
        assertThat(nanosAsSeconds.get("rejected")).hasSize(1);
        assertThat(noSpan.get("rejected")).hasSize(1);
    }

    @Test
    void aCounterBecomesPower() {
        server.addMeter("m1", "UTC");
        String body = """
                [{"meter_id":"m1","timestamp":"2021-06-16T10:00:00Z","energy_kwh":100},
                 {"meter_id":"m1","timestamp":"2021-06-16T10:15:00Z","energy_kwh":101}]""";

        server.post("/api/v1/readings", body);
        JsonNode load = json(
                server.get("/api/v1/meters/m1/readings?from=2021-06-16T10:00:00Z&to=2021-06-16T10:15:00Z&step=PT15M"));

        // 1 kWh in a quarter of an hour is 4 kW.
        assertThat(load.at("/points/0/load_kw").asDouble()).isEqualTo(4.0);
        assertThat(load.get("unit").asText()).isEqualTo("kW");
        assertThat(load.get("step").asText()).isEqualTo("PT15M");
    }

    @Test
    void anUnknownMeterThatSendsReadingsIsRegisteredInUtcAndNamed() {
        JsonNode receipt = json(server.post(
                "/api/v1/readings", "{\"meter_id\":\"new\",\"timestamp\":\"2021-06-16T10:00:00Z\",\"power_kw\":1}"));

        assertThat(receipt.get("accepted").asInt()).isEqualTo(1);
        assertThat(receipt.at("/new_meters/0").asText()).isEqualTo("new");
        assertThat(json(server.get("/api/v1/meters/new")).get("time_zone").asText())
                .isEqualTo("UTC");
    }

    @Test
    void aBodyThatCannotBeReadIsRefusedAsAWhole() {
        server.addMeter("m1", "UTC");

        assertProblem(server.post("/api/v1/readings", "[{\"meter_id\":\"m1\","), 400, "malformed", "line 1");
        assertProblem(server.post("/api/v1/readings", ""), 400, "empty");
        assertProblem(server.post("/api/v1/readings", "x", "Content-Encoding", "gzip"), 415, "gzip");
        assertProblem(server.post("/api/v1/readings", "x".repeat(17 * 1024 * 1024)), 413, "16777216");
    }

    @Test
    void readingsAreAveragedOverTheAskedStepAndMissingOnesLeftOut() {
        server.addMeter("m1", "UTC");
        server.post("/api/v1/readings", """
                [{"meter_id":"m1","timestamp":"2021-06-16T08:00:00Z","power_kw":1},
                 {"meter_id":"m1","timestamp":"2021-06-16T08:15:00Z","power_kw":2},
                 {"meter_id":"m1","timestamp":"2021-06-16T08:30:00Z","power_kw":3},
                 {"meter_id":"m1","timestamp":"2021-06-16T08:45:00Z","power_kw":6}]""");

        JsonNode load = json(
                server.get("/api/v1/meters/m1/readings?from=2021-06-16T08:00:00Z&to=2021-06-16T10:00:00Z&step=PT1H"));

        // (1 + 2 + 3 + 6) / 4
        assertThat(load.get("points")).hasSize(1);
        assertThat(load.at("/points/0/load_kw").asDouble()).isEqualTo(3.0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/v1/meters/m1/readings?from=today|404|m1",
                "/api/v1/meters/known/readings?from=today|400|today",
                "/api/v1/meters/known/readings?step=fast|400|fast",
                "/api/v1/meters/known/readings?step=-PT1H|400|PT1H",
                "/api/v1/meters/known/readings?from=2021-02-01T00:00:00Z&to=2021-01-01T00:00:00Z|400|backwards",
                "/api/v1/meters/known/readings?from=2001-01-01T00:00:00Z&to=2021-01-01T00:00:00Z|400|shorter",
                "/api/v1/meters/known/forecast?horizon=soon|400|quarter-hour",
                "/api/v1/meters/known/forecast?quantiles=0.1,high|400|high",
                "/api/v1/meters/known/forecast?quantiles=0.1,0.9|400|0.5",
                "/api/v1/meters/known/forecast?at=noon|400|noon",
                "/api/v1/meters/known/forecast?at=1212-12-12T12:12:12Z|400|1900",
                "/api/v1/meters/unknown/forecast|404|unknown",
                "/api/v1/meters/known/forecast|409|Import",
                "/api/v1/forecasts?meters=unknown|404|unknown",
                "/api/v1/forecasts?group=south|404|south",
                "/api/v1/meters?limit=0|400|limit",
                "/api/v1/weather/nowhere|404|nowhere",
                "/api/v1/map.csv?at=2021-01-01T00:00:00Z|400|time",
                "/api/v1/nothing|404|openapi"
            })
    void wrongInputIsAProblemThatSaysWhatAndHow(String path, int status, String word) {
        server.addMeter("known", "UTC");

        assertProblem(server.get(path), status, word);
    }

    @Test
    void aWrongMethodIsAProblem() {
        assertProblem(server.delete("/api/v1/readings"), 405, "DELETE");
    }

    private List<Double> stored(String meter) {
        return server
                .stores()
                .measurements()
                .readings(MeterId.of(meter), new Interval(Instant.EPOCH, RunningServer.NOW))
                .stream()
                .map(reading -> ((Reading.Power) reading).kilowatts())
                .toList();
    }

    // Weather

    @Test
    void weatherIsStoredAndShown() {
        String body = """
                [{"location_id":"town","timestamp":"2021-06-16T10:00:00Z","temperature_c":20.5,"cloud_cover":null},
                 {"location_id":"town","timestamp":"2021-06-17T10:00:00Z","available_at":"2021-06-16T06:00:00Z","temperature_c":25},
                 {"location_id":"town","timestamp":"2021-06-16T10:00:00Z"},
                 {"location_id":"town","timestamp":"2021-06-16T11:00:00Z","temperature_c":"warm"}]""";

        JsonNode receipt = json(server.post("/api/v1/weather", body));
        JsonNode weather = json(server.get("/api/v1/weather/town"));

        assertThat(receipt.get("accepted").asInt()).isEqualTo(2);
        assertThat(receipt.get("rejected").findValuesAsText("index")).containsExactly("2", "3");
        assertThat(weather.at("/observed/0/temperature_c").asDouble()).isEqualTo(20.5);
        assertThat(weather.at("/forecast/available_at").asText()).isEqualTo("2021-06-16T06:00:00Z");
        assertThat(weather.at("/forecast/rows/0/temperature_c").asDouble()).isEqualTo(25);
    }

    // Forecasts

    @Test
    void aForecastHasTheFormOfTheContract() {
        server.addMeter("m1", "Europe/Amsterdam");
        server.addHourOfDayLoad("m1", 60);

        HttpResponse<String> response = server.get("/api/v1/meters/m1/forecast?horizon=day-ahead");

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        JsonNode forecast = json(response);
        assertThat(forecast.fieldNames())
                .toIterable()
                .containsExactly(
                        "meter_id",
                        "horizon",
                        "issued_at",
                        "cutoff",
                        "time_zone",
                        "step",
                        "unit",
                        "model",
                        "tier",
                        "reason",
                        "weather",
                        "peak",
                        "points");
        // The load is the hour of the UTC day, so its last hour has the peak.
        assertThat(forecast.at("/peak/start").asText()).isEqualTo("2021-06-16T23:00:00Z");
        assertThat(forecast.at("/peak/p50").asDouble()).isEqualTo(23.0);
        assertThat(forecast.get("issued_at").asText()).isEqualTo("2021-06-16T11:00:03Z");
        assertThat(forecast.get("cutoff").asText()).isEqualTo("2021-06-16T11:00:00Z");
        assertThat(forecast.get("step").asText()).isEqualTo("PT15M");
        assertThat(forecast.get("tier").asText()).isEqualTo("seasonal");
        assertThat(forecast.get("reason").asText()).contains("No model is promoted");
        assertThat(forecast.get("model").isNull()).isTrue();
        assertThat(forecast.get("points")).hasSize(96);
        // The local day begins at 22:00 UTC in summer, and the load is the hour of the UTC day.
        assertThat(forecast.at("/points/0").fieldNames()).toIterable().containsExactly("start", "p10", "p50", "p90");
        assertThat(forecast.at("/points/0/start").asText()).isEqualTo("2021-06-16T22:00:00Z");
        assertThat(forecast.at("/points/0/p50").asDouble()).isEqualTo(22.0);
        assertThat(forecast.at("/points/95/p50").asDouble()).isEqualTo(21.0);
    }

    @Test
    void aForecastIsStored() {
        server.addMeter("m1", "UTC");
        server.addHourOfDayLoad("m1", 30);

        server.get("/api/v1/meters/m1/forecast");
        server.forecasts().close();

        assertThat(server.stores().forecasts().latest(MeterId.of("m1"), "day-ahead"))
                .isPresent();
    }

    @Test
    void aForecastOfAModelWithHindsightIsNotStored() {
        server.addMeter("m1", "UTC");
        server.addHourOfDayLoad("m1", 60);
        server.post("/api/v1/models/" + LevelFamily.register(server.models(), "m1", 7.0) + "/promote", "");

        // The model has learned until 1 June.
        JsonNode forecast = json(server.get("/api/v1/meters/m1/forecast?at=2021-05-20T11:00:00Z"));
        server.forecasts().close();

        assertThat(forecast.get("tier").asText()).isEqualTo("model");
        assertThat(server.stores().forecasts().latest(MeterId.of("m1"), "day-ahead"))
                .isEmpty();
    }

    @Test
    void anUnchangedForecastIsNotSentTwice() {
        server.addMeter("m1", "UTC");
        server.addHourOfDayLoad("m1", 30);
        String etag = server.get("/api/v1/meters/m1/forecast")
                .headers()
                .firstValue("ETag")
                .orElseThrow();

        HttpResponse<String> again = server.get("/api/v1/meters/m1/forecast", "If-None-Match", etag);
        server.post("/api/v1/readings", "{\"meter_id\":\"m1\",\"timestamp\":\"2021-06-16T10:45:00Z\",\"power_kw\":99}");
        HttpResponse<String> changed = server.get("/api/v1/meters/m1/forecast?horizon=PT1H", "If-None-Match", etag);

        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(changed.statusCode()).isEqualTo(200);
    }

    @Test
    void newReadingsChangeTheNextForecast() {
        server.addMeter("m1", "UTC");
        server.addHourOfDayLoad("m1", 30);

        double before = json(server.get("/api/v1/meters/m1/forecast?horizon=quarter-hour"))
                .at("/points/0/p50")
                .asDouble();
        server.post("/api/v1/readings", "{\"meter_id\":\"m1\",\"timestamp\":\"2021-06-16T10:45:00Z\",\"power_kw\":30}");
        double after = json(server.get("/api/v1/meters/m1/forecast?horizon=quarter-hour"))
                .at("/points/0/p50")
                .asDouble();

        assertThat(before).isEqualTo(11.0);
        assertThat(after).isGreaterThan(20.0);
    }

    @Test
    void aForecastTravelsCompressed() {
        server.addMeter("m1", "UTC");
        server.addHourOfDayLoad("m1", 30);

        HttpResponse<String> response = server.get("/api/v1/meters/m1/forecast", "Accept-Encoding", "gzip");

        assertThat(response.headers().firstValue("Content-Encoding")).contains("gzip");
    }

    @Test
    void manyForecastsComeAsOneDocument() {
        server.addMeter("empty", "UTC");
        server.addMeter("m1", "UTC");
        server.addHourOfDayLoad("m1", 30);

        JsonNode all = json(server.get("/api/v1/forecasts?horizon=quarter-hour&group=north"));

        assertThat(all.get("forecasts").findValuesAsText("meter_id")).containsExactly("m1");
        assertThat(all.at("/missing/0/meter_id").asText()).isEqualTo("empty");
        assertThat(all.at("/missing/0/reason").asText()).contains("no reading");
    }

    @Test
    void manyForecastsComeLineByLine() {
        server.addMeter("m1", "UTC");
        server.addMeter("m2", "UTC");
        server.addHourOfDayLoad("m1", 30);
        server.addHourOfDayLoad("m2", 30);

        HttpResponse<String> lines =
                server.get("/api/v1/forecasts?horizon=day-ahead&meters=m2,m1", "Accept", "application/x-ndjson");

        assertThat(lines.headers().firstValue("Content-Type")).contains("application/x-ndjson");
        assertThat(lines.body().lines())
                .hasSize(2)
                .satisfies(line -> assertThat(line).startsWith("{\"meter_id\":\"m2\""), Index.atIndex(0));
    }

    @Test
    void manyForecastsComeAsCsv() {
        server.addMeter("m1", "UTC");
        server.addHourOfDayLoad("m1", 30);

        HttpResponse<String> csv =
                server.get("/api/v1/forecasts?horizon=PT1H&quantiles=0.25,0.5,0.75", "Accept", "text/csv");

        List<String> lines = csv.body().lines().toList();
        assertThat(lines.get(0)).isEqualTo("meter_id,horizon,issued_at,cutoff,start,p25,p50,p75,tier,reason");
        assertThat(lines).hasSize(5);
        assertThat(lines.get(1))
                .startsWith(
                        "m1,PT1H,2021-06-16T11:00:03Z,2021-06-16T11:00:00Z,2021-06-16T11:00:00Z,11.0,11.0,11.0,seasonal,");
    }

    // Models

    @Test
    void aPromotedModelAnswersAndIsNamed() {
        server.addMeter("m1", "UTC");
        server.addHourOfDayLoad("m1", 3);
        String id = LevelFamily.register(server.models(), "m1", 7.0);

        server.post("/api/v1/models/" + id + "/promote", "{\"reason\":\"a test\"}");
        JsonNode forecast = json(server.get("/api/v1/meters/m1/forecast?quantiles=0.25,0.5,0.75"));

        assertThat(forecast.get("tier").asText()).isEqualTo("model");
        assertThat(forecast.get("reason").isNull()).isTrue();
        assertThat(forecast.at("/model/id").asText()).isEqualTo(id);
        assertThat(forecast.at("/model/family").asText()).isEqualTo("level");
        assertThat(forecast.at("/model/trained_until").asText()).isEqualTo("2021-06-01T00:00:00Z");
        assertThat(forecast.get("weather").asText()).isEqualTo("none");
        assertThat(forecast.at("/points/0/p50").asDouble()).isEqualTo(7.0);
    }

    @Test
    void promoteAndRollbackChangeTheNextForecast() {
        server.addMeter("m1", "UTC");
        server.addHourOfDayLoad("m1", 3);
        String first = LevelFamily.register(server.models(), "m1", 1.0);
        String second = LevelFamily.register(server.models(), "m1", 2.0);

        server.post("/api/v1/models/" + first + "/promote", "");
        double withFirst = median("m1");
        server.post("/api/v1/models/" + second + "/promote", "");
        double withSecond = median("m1");
        HttpResponse<String> back = server.post("/api/v1/models/rollback", "{\"meter_id\":\"m1\"}");
        double afterRollback = median("m1");
        HttpResponse<String> noFurther = server.post("/api/v1/models/rollback", "{\"meter_id\":\"m1\"}");

        assertThat(List.of(withFirst, withSecond, afterRollback)).containsExactly(1.0, 2.0, 1.0);
        assertThat(json(back).get("id").asText()).isEqualTo(first);
        assertProblem(noFurther, 409, "roll back");
    }

    private double median(String meter) {
        return json(server.get("/api/v1/meters/" + meter + "/forecast"))
                .at("/points/0/p50")
                .asDouble();
    }

    @Test
    void aDamagedModelIsRefusedAndTheForecastSaysSo() throws IOException {
        server.addMeter("m1", "UTC");
        server.addHourOfDayLoad("m1", 60);
        String id = LevelFamily.register(server.models(), "m1", 7.0);
        server.post("/api/v1/models/" + id + "/promote", "");
        Path file = directory.resolve("models/versions").resolve(id).resolve("model/level.txt");
        Files.writeString(file, "8.0");

        JsonNode forecast = json(server.get("/api/v1/meters/m1/forecast"));

        assertThat(forecast.get("tier").asText()).isEqualTo("seasonal");
        assertThat(forecast.get("reason").asText()).contains(id, "refused");
    }

    @Test
    void modelsAreListedAndShownWithTheirScores() {
        server.addMeter("m1", "UTC");
        String id = LevelFamily.register(server.models(), "m1", 7.0);

        JsonNode listed = json(server.get("/api/v1/models?meter=m1"));
        JsonNode shown = json(server.get("/api/v1/models/" + id));

        assertThat(listed.at("/models/0/id").asText()).isEqualTo(id);
        assertThat(listed.at("/models/0/champion").asBoolean()).isFalse();
        assertThat(shown.at("/model/scores/mae_kw").asDouble()).isEqualTo(1.0);
        assertThat(shown.at("/rivals/seasonal-naive/mae_kw").asDouble()).isEqualTo(2.0);
        assertThat(shown.at("/provenance/seed").asLong()).isEqualTo(17);
        assertProblem(server.get("/api/v1/models/nothing"), 404, "nothing");
        assertProblem(server.get("/api/v1/models/..%2Fsecret"), 400, "plainly");
        assertProblem(server.post("/api/v1/models/rollback", "{}"), 400, "meter_id");
    }

    // Accuracy

    @Test
    void accuracyComparesStoredForecastsWithWhatWasMeasured() {
        server.addMeter("m1", "UTC");
        server.addHourOfDayLoad("m1", 20);
        String id = LevelFamily.register(server.models(), "m1", 7.0);
        server.post("/api/v1/models/" + id + "/promote", "");

        server.get("/api/v1/meters/m1/forecast?horizon=day-ahead&at=2021-06-14T11:00:00Z");
        server.forecasts().close();
        JsonNode accuracy = json(server.get("/api/v1/meters/m1/accuracy")).get("accuracy");

        // Level 7 against the hour of the day: on 15 June, leads of 13 to 24 hours are the hours 0 to 10,
        // with a mean error of (7+6+5+4+3+2+1+0+1+2+3)/11 kW.
        JsonNode row = accuracy.get(0);
        assertThat(row.get("model").asText()).isEqualTo(id);
        assertThat(row.get("lead_from").asText()).isEqualTo("PT12H");
        assertThat(row.get("points").asInt()).isEqualTo(44);
        assertThat(row.get("mae_kw").asDouble()).isCloseTo(34.0 / 11, within(1e-9));
        assertThat(row.get("bias_kw").asDouble()).isCloseTo(22.0 / 11, within(1e-9));
        // The hours 11 to 22 have leads of 24 to 36 hours, and 23 one of 36.
        assertThat(accuracy.get(1).get("points").asInt()).isEqualTo(48);
        assertThat(accuracy.get(2).get("points").asInt()).isEqualTo(4);
        // The hour of the day is every week's, so last week's value is never wrong, and nothing is better than that.
        assertThat(row.get("last_week_mae_kw").asDouble()).isZero();
        assertThat(row.get("skill").isNull()).isTrue();
    }

    // What stands around

    @Test
    void aPageOfAnotherSiteIsRefused() {
        assertProblem(server.get("/api/v1/meters", "Origin", "https://example.org"), 403, "example.org");
        assertThat(server.get("/api/v1/meters", "Origin", "http://127.0.0.1:" + server.port())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void otherAddressesThanLoopbackAreRefusedWithTheReason() {
        ServerConfig everywhere = new ServerConfig("0.0.0.0", 7070, Optional.empty(), Set.of(), 100);

        assertThatThrownBy(() -> everywhere.requireKeys(false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("0.0.0.0", "there is no key", "keys create", "127.0.0.1");
        everywhere.requireKeys(true);
    }

    @Test
    void aTakenPortIsNamed(@TempDir Path other) {
        assertThatThrownBy(() -> LoadcastServer.start(
                        ServerConfig.local(server.port()),
                        Guard.of(server.keys(), server.tables().audit(), Clock.systemUTC()),
                        new Installation(
                                server.stores(),
                                server.forecasts(),
                                server.models(),
                                Clock.systemUTC(),
                                server.events()),
                        List.of(),
                        List.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(String.valueOf(server.port()));
    }
}
