package org.loadcast.serving.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.loadcast.features.forecast.Forecast;
import org.loadcast.features.forecast.Horizon;
import org.loadcast.features.forecast.Quantiles;
import org.loadcast.features.meter.MeterId;

/** What Grafana's dashboards of the REST interface ask, asked of a running service. */
class GrafanaRestTest {

    private static final Path DASHBOARDS = Path.of("../deploy/grafana/dashboards/rest");

    /** Lists that are rightly empty where nothing is wrong. */
    private static final List<String> MAY_BE_EMPTY = List.of("letters");

    @TempDir
    private static Path directory;

    private static RunningServer server;

    /** A query as the Infinity data source keeps it. */
    record Asked(String panel, JsonNode target) {
        @Override
        public String toString() {
            return panel + " " + target.get("refId").asText();
        }
    }

    @BeforeAll
    static void start() {
        server = new RunningServer(directory);
        server.addMeter("home-1", "Europe/Amsterdam");
        server.addHourOfDayLoad("home-1", 30);
        MeterId meter = MeterId.of("home-1");
        for (String horizon : List.of("day-ahead", "quarter-hour")) {
            List<Forecast> issued = new ArrayList<>();
            for (int day = 2; day <= 5; day++) {
                issued.add(server.forecasts()
                        .forecast(
                                meter,
                                Horizon.parse(horizon),
                                Quantiles.DECILES,
                                RunningServer.NOW.minus(Duration.ofDays(day))));
            }
            server.stores().forecasts().write(issued);
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static Stream<Asked> everyQuery() throws IOException {
        List<Asked> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(DASHBOARDS)) {
            for (Path file : files.sorted().toList()) {
                JsonNode dashboard = new ObjectMapper().readTree(file.toFile());
                for (JsonNode panel : dashboard.get("panels")) {
                    panel.get("targets")
                            .forEach(target ->
                                    all.add(new Asked(file.getFileName() + " " + panel.get("title"), target)));
                }
                for (JsonNode variable : dashboard.at("/templating/list")) {
                    all.add(new Asked(file.getFileName() + " variable", variable.at("/query/infinityQuery")));
                }
            }
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("everyQuery")
    void everyColumnOfAPanelIsInTheAnswer(Asked asked) {
        HttpResponse<String> answer = server.get(path(asked.target()));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        String root = asked.target().get("root_selector").asText();
        JsonNode rows = root.isEmpty()
                ? new ObjectMapper().createArrayNode().add(RunningServer.json(answer))
                : RunningServer.json(answer).get(root);
        assertThat(rows.isArray()).isTrue();
        if (!MAY_BE_EMPTY.contains(root)) {
            assertThat(rows).as(answer.body()).isNotEmpty();
        }
        for (JsonNode row : rows) {
            for (JsonNode column : asked.target().get("columns")) {
                String pointer = "/" + column.get("selector").asText().replace('.', '/');
                JsonNode value = row.at(pointer);
                assertThat(value.isMissingNode()).as("%s in %s", pointer, row).isFalse();
                if (column.get("type").asText().equals("timestamp")) {
                    assertThat(Instant.parse(value.asText())).isNotNull();
                }
            }
        }
    }

    /** The request as Grafana sends it for home-1 and the two days around now. */
    private static String path(JsonNode target) {
        List<String> query = new ArrayList<>();
        for (JsonNode parameter : target.at("/url_options/params")) {
            String value = parameter
                    .get("value")
                    .asText()
                    .replace(
                            "${__from:date:iso}",
                            RunningServer.NOW.minus(Duration.ofDays(7)).toString())
                    .replace(
                            "${__to:date:iso}",
                            RunningServer.NOW.plus(Duration.ofDays(1)).toString());
            query.add(parameter.get("key").asText() + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
        }
        return target.get("url").asText().replace("${meter}", "home-1")
                + (query.isEmpty() ? "" : "?" + String.join("&", query));
    }
}
