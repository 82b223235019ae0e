package org.loadcast.serving.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.loadcast.serving.site.SiteBook;
import org.loadcast.serving.site.excel.SiteWorkbook;

/** The description was written first; here the server is held to it. */
class OpenApiTest {

    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    @TempDir
    private static Path directory;

    private static RunningServer server;
    private static JsonNode document;

    private final Set<String> asked = new LinkedHashSet<>();

    @BeforeAll
    static void start() throws IOException {
        server = new RunningServer(directory);
        server.addMeter("m1", "Europe/Amsterdam");
        server.addMeter("empty", "UTC");
        server.addHourOfDayLoad("m1", 30);
        document = new YAMLMapper().readTree(server.get("/openapi.yaml").body());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void everyRouteIsDescribedAndEveryDescribedPathIsRouted() {
        assertThat(described()).containsExactlyInAnyOrderElementsOf(server.routes());
    }

    @Test
    void everyAnswerHasTheDescribedForm() {
        String first = LevelFamily.register(server.models(), "m1", 1);
        String second = LevelFamily.register(server.models(), "m1", 2);

        check("GET", "/", server.get("/"));
        check("GET", "/assets/{file}", server.get("/assets/favicon.svg"));
        check("GET", "/assets/{file}", server.get("/assets/of-another-version.js"));
        check("GET", "/api/v1/overview", server.get("/api/v1/overview"));
        check("GET", "/docs", server.get("/docs"));
        check("GET", "/docs/{file}", server.get("/docs/docs.js"));
        check("GET", "/docs/{file}", server.get("/docs/swagger-ui.css"));
        check("GET", "/docs/{file}", server.get("/docs/nothing.js"));
        check("GET", "/openapi.yaml", server.get("/openapi.yaml"));
        check("GET", "/health/live", server.get("/health/live"));
        check("GET", "/health/ready", server.get("/health/ready"));
        check("GET", "/api/v1/meters", server.get("/api/v1/meters?limit=1"));
        check("GET", "/api/v1/meters", server.get("/api/v1/meters?limit=many"));
        check("PUT", "/api/v1/meters/{id}", server.put("/api/v1/meters/m2", "{\"time_zone\":\"UTC\"}"));
        check("PUT", "/api/v1/meters/{id}", server.put("/api/v1/meters/m2", "{}"));
        check("GET", "/api/v1/meters/{id}", server.get("/api/v1/meters/m2"));
        check("DELETE", "/api/v1/meters/{id}", server.delete("/api/v1/meters/m2"));
        check("GET", "/api/v1/meters/{id}", server.get("/api/v1/meters/m2"));
        check(
                "POST",
                "/api/v1/readings",
                server.post(
                        "/api/v1/readings",
                        "[{\"meter_id\":\"m1\",\"timestamp\":\"2021-06-16T10:45:00Z\",\"power_kw\":1},{}]"));
        check("POST", "/api/v1/readings", server.post("/api/v1/readings", "["));
        check("GET", "/api/v1/meters/{id}/readings", server.get("/api/v1/meters/m1/readings"));
        check("GET", "/api/v1/analytics/hourly", server.get("/api/v1/analytics/hourly?at=2021-06-15T22:30:00Z"));
        check("GET", "/api/v1/analytics/peaks", server.get("/api/v1/analytics/peaks?at=2021-06-15T22:30:00Z"));
        check("GET", "/api/v1/analytics/daily", server.get("/api/v1/analytics/daily?at=2021-06-15T22:30:00Z"));
        check("GET", "/api/v1/analytics/monthly", server.get("/api/v1/analytics/monthly?at=2021-06-15T22:30:00Z"));
        check("GET", "/api/v1/analytics/summary", server.get("/api/v1/analytics/summary?at=2021-06-15T22:30:00Z"));
        check("GET", "/api/v1/analytics/live", server.get("/api/v1/analytics/live?at=2021-06-15T22:30:00Z"));
        check("GET", "/api/v1/analytics/trends", server.get("/api/v1/analytics/trends?at=2021-06-15T22:30:00Z"));
        check(
                "GET",
                "/api/v1/analytics/comparison",
                server.get("/api/v1/analytics/comparison?at=2021-06-15T22:30:00Z"));
        check("GET", "/api/v1/analytics/peaks", server.get("/api/v1/analytics/peaks?days=0"));
        checkAlerts();
        check("GET", "/api/v1/flow", server.get("/api/v1/flow"));
        check("GET", "/api/v1/flow", server.get("/api/v1/flow?site=nowhere"));
        server.put("/api/v1/meters/m1", "{\"time_zone\":\"Europe/Amsterdam\",\"attributes\":{\"site\":\"house\"}}");
        check("GET", "/api/v1/flow", server.get("/api/v1/flow?site=house"));
        checkGrid();
        checkMap();
        check("GET", "/api/v1/meters/{id}/statistics", server.get("/api/v1/meters/m1/statistics"));
        check("GET", "/api/v1/meters/{id}/statistics", server.get("/api/v1/meters/m1/statistics?step=PT15"));
        check("GET", "/api/v1/meters/{id}/statistics", server.get("/api/v1/meters/empty/statistics"));
        check("GET", "/api/v1/meters/{id}/levels", server.get("/api/v1/meters/m1/levels?step=PT1H"));
        check("POST", "/api/v1/weather", server.post("/api/v1/weather", """
                        {"location_id":"town","timestamp":"2021-06-16T10:00:00Z","temperature_c":20}
                        {"location_id":"town","timestamp":"2021-06-17T10:00:00Z","available_at":"2021-06-16T06:00:00Z","temperature_c":25}
                        """));
        check("GET", "/api/v1/weather/{location}", server.get("/api/v1/weather/town"));
        check("GET", "/api/v1/meters/{id}/forecast", server.get("/api/v1/meters/m1/forecast?at=2021-06-14T10:00:00Z"));
        checkExplanations();
        check("GET", "/api/v1/models", server.get("/api/v1/models"));
        check("POST", "/api/v1/models/{id}/promote", server.post("/api/v1/models/" + first + "/promote", ""));
        check("POST", "/api/v1/models/{id}/promote", server.post("/api/v1/models/" + second + "/promote", "{}"));
        check("GET", "/api/v1/models/{id}", server.get("/api/v1/models/" + first));
        check(
                "GET",
                "/api/v1/meters/{id}/forecast",
                server.get("/api/v1/meters/m1/forecast?quantiles=0.025,0.5,0.975"));
        check("GET", "/api/v1/meters/{id}/forecast", server.get("/api/v1/meters/empty/forecast"));
        check("POST", "/api/v1/models/rollback", server.post("/api/v1/models/rollback", "{\"meter_id\":\"m1\"}"));
        check("POST", "/api/v1/models/rollback", server.post("/api/v1/models/rollback", "{\"meter_id\":\"m1\"}"));
        check("GET", "/api/v1/forecasts", server.get("/api/v1/forecasts"));
        check("GET", "/api/v1/forecasts", server.get("/api/v1/forecasts", "Accept", "text/csv"));
        String whatIf = "/api/v1/meters/m1/forecast/what-if";
        check(
                "POST",
                "/api/v1/meters/{id}/forecast/what-if",
                server.post(whatIf, "{\"away_days\":[\"2021-06-17\"],\"temperature_shift_c\":5}"));
        check("POST", "/api/v1/meters/{id}/forecast/what-if", server.post(whatIf, "{}"));
        check("POST", "/api/v1/forecasts/issue", server.post("/api/v1/forecasts/issue", ""));
        check("POST", "/api/v1/forecasts/issue", server.post("/api/v1/forecasts/issue", "{\"horizon\":\"soon\"}"));
        check("GET", "/api/v1/stream", server.get("/api/v1/stream?interval=7"));
        server.addDeadLetter("loadcast/meters/m1/reading", "kaputt");
        check("GET", "/api/v1/dead-letters", server.get("/api/v1/dead-letters"));
        check("GET", "/api/v1/dead-letters", server.get("/api/v1/dead-letters?limit=0"));
        check("POST", "/api/v1/dead-letters/replay", server.post("/api/v1/dead-letters/replay", ""));
        check("GET", "/api/v1/meters/{id}/accuracy", server.get("/api/v1/meters/m1/accuracy"));
        check("GET", "/metrics", server.get("/metrics"));
        checkSimulator();
        checkTrainingJobs();
        checkSites();
        checkAccess();

        assertThat(asked).containsExactlyInAnyOrderElementsOf(server.routes());
    }

    private void checkAlerts() {
        String id = server.alerts()
                .evaluate(RunningServer.NOW.plus(Duration.ofDays(1)))
                .get(0)
                .id();
        check("GET", "/api/v1/alerts", server.get("/api/v1/alerts?state=open&meters=m1"));
        check("GET", "/api/v1/alerts", server.get("/api/v1/alerts?state=shut"));
        check("POST", "/api/v1/alerts/{id}/acknowledge", server.post("/api/v1/alerts/" + id + "/acknowledge", ""));
        check("POST", "/api/v1/alerts/{id}/acknowledge", server.post("/api/v1/alerts/none/acknowledge", ""));
        String mute = "/api/v1/alerts/{id}/mute";
        check("POST", mute, server.post("/api/v1/alerts/" + id + "/mute", "{\"for\":\"PT2H\"}"));
        check("POST", mute, server.post("/api/v1/alerts/" + id + "/mute", "{\"for\":\"a while\"}"));
        check("POST", mute, server.post("/api/v1/alerts/none/mute", ""));
    }

    private void checkSimulator() {
        String simulator = "/api/v1/simulator";
        String faults = simulator + "/faults";
        check("GET", simulator, server.get(simulator));
        check("PUT", simulator, server.put(simulator, "{\"speed\":60,\"paused\":true}"));
        check("PUT", simulator, server.put(simulator, "{\"speed\":0}"));
        check("POST", faults, server.post(faults, "{\"meter_id\":\"m1\",\"kind\":\"stuck\",\"duration\":\"PT2H\"}"));
        check("POST", faults, server.post(faults, "{\"meter_id\":\"m1\",\"kind\":\"clock_jump\"}"));
        check("POST", faults, server.post(faults, "{\"meter_id\":\"nobody\",\"kind\":\"stuck\"}"));
        check("DELETE", faults + "/{meter}", server.delete(faults + "/m1"));
        check("DELETE", faults + "/{meter}", server.delete(faults + "/m1"));
    }

    private void checkMap() {
        server.put("/api/v1/meters/m1", "{\"time_zone\":\"UTC\",\"latitude\":52,\"longitude\":5}");
        for (String path : List.of("/api/v1/map.geojson", "/api/v1/map.csv")) {
            check("GET", path, server.get(path));
            check("GET", path, server.get(path + "?time=1999-01-01T00:00:00Z"));
        }
        check("GET", "/api/v1/map-series.geojson", server.get("/api/v1/map-series.geojson"));
        check("GET", "/api/v1/map-series.csv", server.get("/api/v1/map-series.csv"));
    }

    private void checkGrid() {
        String topology = "/api/v1/grid/topology";
        String flow = "/api/v1/grid/flow";
        check("GET", topology, server.get(topology));
        check("GET", flow, server.get(flow));
        check("PUT", topology, server.put(topology, "supplies: [s]"));
        check("PUT", topology, server.put(topology, """
                        supplies: [s]
                        nodes: [{id: s}, {id: a, meters: [m1, nobody]}]
                        lines: [{id: L1, from: s, to: a, capacity_kw: 10}, {id: T1, from: a, to: s, capacity_kw: 5, tie: true}]
                        """));
        check("GET", topology, server.get(topology));
        check("GET", flow, server.get(flow));
        check("GET", flow, server.get(flow + "?quantile=p50&out=L1"));
        check("GET", flow, server.get(flow + "?out=L9"));
    }

    private void checkSites() {
        String site = "{\"groups\":[\"west\"],\"sensors\":[{\"meter_id\":\"m1\",\"role\":\"net\",\"phase\":\"L1\"}]}";
        check("PUT", "/api/v1/sites/{id}", server.put("/api/v1/sites/home", site));
        check("PUT", "/api/v1/groups/{id}", server.put("/api/v1/groups/west", "{\"caption\":\"The west\"}"));
        check("PUT", "/api/v1/groups/{id}", server.put("/api/v1/groups/west", "caption: The west\nmeters: [m1]"));
        check("PUT", "/api/v1/groups/{id}", server.put("/api/v1/groups/west", "[]"));
        check("PUT", "/api/v1/sites/{id}", server.put("/api/v1/sites/home", site));
        String shown = server.get("/api/v1/sites/home").body();
        check("PUT", "/api/v1/sites/{id}", server.put("/api/v1/sites/home", shown));
        check("GET", "/api/v1/sites", server.get("/api/v1/sites"));
        check("GET", "/api/v1/sites/{id}", server.get("/api/v1/sites/home"));
        check("GET", "/api/v1/sites/{id}", server.get("/api/v1/sites/nowhere"));
        check("GET", "/api/v1/groups", server.get("/api/v1/groups"));
        String people = "/api/v1/people/{name}";
        check("PUT", people, server.put("/api/v1/people/anna", "{\"groups\":[\"west\"]}"));
        check("PUT", people, server.put("/api/v1/people/anna", "{\"groups\":[\"*\"]}"));
        check("PUT", people, server.put("/api/v1/people/anna", "{}"));
        check("GET", "/api/v1/people", server.get("/api/v1/people"));
        check("GET", "/api/v1/workbook", server.get("/api/v1/workbook"));
        check("PUT", "/api/v1/workbook", server.put("/api/v1/workbook", "no workbook"));
        check("PUT", "/api/v1/workbook", server.putBytes("/api/v1/workbook?dry_run=true", workbook()));
        check("DELETE", people, server.delete("/api/v1/people/anna"));
        check("DELETE", people, server.delete("/api/v1/people/anna"));
        check("DELETE", "/api/v1/groups/{id}", server.delete("/api/v1/groups/west"));
        check("DELETE", "/api/v1/sites/{id}", server.delete("/api/v1/sites/home"));
        check("DELETE", "/api/v1/sites/{id}", server.delete("/api/v1/sites/home"));
        check("DELETE", "/api/v1/groups/{id}", server.delete("/api/v1/groups/west"));
    }

    private static byte[] workbook() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            SiteWorkbook.write(SiteBook.EMPTY, bytes);
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
        return bytes.toByteArray();
    }

    private void checkExplanations() {
        String path = "/api/v1/meters/{id}/forecast/explain";
        check("GET", path, server.get("/api/v1/meters/m1/forecast/explain"));
        check("GET", path, server.get("/api/v1/meters/m1/forecast/explain?start=2031-01-01T00:00:00Z"));
        check("GET", path, server.get("/api/v1/meters/nobody/forecast/explain"));
    }

    /** The last, for with the first key every route needs one. */
    private void checkAccess() {
        check("GET", "/api/v1/session", server.get("/api/v1/session"));
        check("GET", "/api/v1/keys", server.get("/api/v1/keys"));
        check("POST", "/api/v1/keys", server.post("/api/v1/keys", "{\"name\":\"\"}"));
        HttpResponse<String> made = server.post("/api/v1/keys", "{\"name\":\"test\",\"role\":\"admin\"}");
        check("POST", "/api/v1/keys", made);
        String secret = RunningServer.json(made).get("secret").asText();
        check("GET", "/api/v1/audit", server.get("/api/v1/audit"));
        check("GET", "/api/v1/session", server.get("/api/v1/session"));
        check("POST", "/api/v1/session", server.post("/api/v1/session", "{\"key\":\"" + secret + "\"}"));
        check("POST", "/api/v1/session", server.post("/api/v1/session", "{\"key\":\"wrong\"}"));
        check("DELETE", "/api/v1/session", server.delete("/api/v1/session"));
        String[] bearer = {"Authorization", "Bearer " + secret};
        check("GET", "/api/v1/keys", server.get("/api/v1/keys", bearer));
        check("GET", "/api/v1/audit", server.get("/api/v1/audit", bearer));
        String id = RunningServer.json(made).get("key").get("id").asText();
        check("DELETE", "/api/v1/keys/{id}", server.delete("/api/v1/keys/" + id + "x", bearer));
        check("DELETE", "/api/v1/keys/{id}", server.delete("/api/v1/keys/" + id, bearer));
    }

    private void checkTrainingJobs() {
        check("POST", "/api/v1/training-jobs", server.post("/api/v1/training-jobs", "{\"horizons\":[\"PT6H\"]}"));
        check("POST", "/api/v1/training-jobs", server.post("/api/v1/training-jobs", "{\"meters\":[\"nobody\"]}"));
        HttpResponse<String> submitted = server.post("/api/v1/training-jobs", "{\"meters\":[\"m1\"]}");
        check("POST", "/api/v1/training-jobs", submitted);
        String job = submitted.headers().firstValue("Location").orElseThrow();
        check("GET", "/api/v1/training-jobs", server.get("/api/v1/training-jobs"));
        check("GET", "/api/v1/drift", server.get("/api/v1/drift"));
        check("GET", "/api/v1/drift", server.get("/api/v1/drift?meters=nobody"));
        check("GET", "/api/v1/training-jobs/{id}", server.get(job));
        check("GET", "/api/v1/training-jobs/{id}", server.get(job + "x"));
        check("DELETE", "/api/v1/training-jobs/{id}", server.delete(job));
        check("DELETE", "/api/v1/training-jobs/{id}", server.delete(job));
    }

    private static List<String> described() {
        return document.get("paths").properties().stream()
                .flatMap(path -> path.getValue().properties().stream()
                        .filter(operation -> !operation.getKey().equals("parameters"))
                        .map(operation -> operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey()))
                .toList();
    }

    private void check(String method, String path, HttpResponse<String> response) {
        asked.add(method + " " + path);
        String what = method + " " + path + " " + response.statusCode() + ": " + response.body();
        JsonNode described = resolved(document.get("paths")
                .get(path)
                .get(method.toLowerCase(Locale.ROOT))
                .get("responses")
                .path(String.valueOf(response.statusCode())));
        assertThat(described.has("description")).as(what).isTrue();
        if (!described.has("content")) {
            assertThat(response.body()).as(what).isEmpty();
            return;
        }
        String type =
                response.headers().firstValue("Content-Type").orElseThrow().replaceFirst(";.*", "");
        JsonNode schema = described.get("content").path(type).path("schema");
        assertThat(schema.isObject()).as("%s is not described: %s", type, what).isTrue();
        if (type.endsWith("json")) {
            assertThat(SCHEMAS.getSchema(withComponents(schema), InputFormat.JSON)
                            .validate(response.body(), InputFormat.JSON))
                    .as(what)
                    .isEmpty();
        }
    }

    private static JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
    }

    private static String withComponents(JsonNode schema) {
        ObjectNode whole = schema.deepCopy();
        whole.set("components", document.get("components"));
        return whole.toString();
    }
}
