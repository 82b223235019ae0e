package org.loadcast.serving.grafana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.loadcast.features.forecast.Forecast;
import org.loadcast.features.forecast.ForecastSource;
import org.loadcast.features.forecast.FutureWeather;
import org.loadcast.features.forecast.Quantiles;
import org.loadcast.features.forecast.Tier;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.series.TimeGrid;
import org.loadcast.features.store.PowerRows;
import org.loadcast.features.store.influx.InfluxConfig;
import org.loadcast.features.store.influx.InfluxStores;

/** What Grafana's dashboards and alerts ask, asked of a real InfluxDB 1 that holds what the store wrote. */
class GrafanaInfluxQlTest {

    private static final Path GRAFANA = Path.of("../deploy/grafana");
    private static final List<MeterId> METERS = List.of(MeterId.of("home-1"), MeterId.of("home-2"));
    private static final Duration QUARTER = Duration.ofMinutes(15);
    private static final Quantiles QUANTILES = Quantiles.of(0.1, 0.5, 0.9);

    /** Real time, because {@code now()} of the queries is the server's. */
    private static final Instant NOW = Instant.ofEpochSecond(
            Math.floorDiv(Instant.now().getEpochSecond(), QUARTER.toSeconds()) * QUARTER.toSeconds());

    @TempDir
    private static Path directory;

    private static Influxd influxd;

    /** A query, and where it stands. */
    record Asked(String where, String refId, String influxQl) {
        @Override
        public String toString() {
            return where + " " + refId;
        }
    }

    @BeforeAll
    static void fill() throws Exception {
        influxd = Influxd.start(Files.createDirectories(directory.resolve("influxd")));
        influxd.query("CREATE DATABASE loadcast");
        InfluxConfig config =
                InfluxConfig.parse(Map.of("url", influxd.url().toString(), "version", "1", "database", "loadcast"));
        try (InfluxStores stores = InfluxStores.open(directory.resolve("data"), config)) {
            for (MeterId meter : METERS) {
                PowerRows rows = new PowerRows();
                for (Instant at = NOW.minus(Duration.ofDays(5)); at.isBefore(NOW); at = at.plus(QUARTER)) {
                    rows.add(meter, at.getEpochSecond(), loadAt(at));
                }
                stores.measurements().write(rows);
                stores.forecasts().write(forecasts(meter));
            }
        }
    }

    @AfterAll
    static void stop() {
        if (influxd != null) {
            influxd.close();
        }
    }

    /** The hour of the day and a little more for each day, so that no two days are the same. */
    private static double loadAt(Instant at) {
        return at.atZone(java.time.ZoneOffset.UTC).getHour() + Math.floorMod(at.getEpochSecond() / 86_400, 7) * 0.1;
    }

    private static List<Forecast> forecasts(MeterId meter) {
        List<Forecast> all = new ArrayList<>();
        for (Instant cutoff = NOW.minus(Duration.ofDays(4)); !cutoff.isAfter(NOW); cutoff = cutoff.plus(QUARTER)) {
            all.add(forecast(meter, "quarter-hour", cutoff, new TimeGrid(cutoff, QUARTER, 1), true));
            if (ChronoUnit.HOURS.between(cutoff, NOW) % 6 == 0 && ChronoUnit.MINUTES.between(cutoff, NOW) % 60 == 0) {
                boolean model = cutoff.isAfter(NOW.minus(Duration.ofDays(3)));
                all.add(forecast(
                        meter,
                        "day-ahead",
                        cutoff,
                        new TimeGrid(cutoff.plus(Duration.ofHours(10)), QUARTER, 96),
                        model));
                all.add(forecast(meter, "PT12H", cutoff, new TimeGrid(cutoff, QUARTER, 48), true));
            }
        }
        return all;
    }

    /** One kW above what comes, with a band of half a kilowatt to each side. */
    private static Forecast forecast(MeterId meter, String horizon, Instant cutoff, TimeGrid grid, boolean model) {
        double[][] kilowatts = new double[grid.length()][];
        for (int i = 0; i < kilowatts.length; i++) {
            double median = loadAt(grid.startOf(i)) + 1;
            kilowatts[i] = new double[] {median - 0.5, median, median + 0.5};
        }
        ForecastSource source = model
                ? new ForecastSource.Model("m-1", "blend", cutoff, FutureWeather.NONE)
                : new ForecastSource.Fallback(Tier.SEASONAL, "no model is promoted");
        return new Forecast(meter, horizon, cutoff, cutoff, grid, QUANTILES, kilowatts, source);
    }

    static Stream<Asked> everyQuery() throws IOException {
        List<Asked> all = new ArrayList<>();
        for (Dashboard dashboard : Dashboard.in(GRAFANA.resolve("dashboards/influxql"))) {
            for (JsonNode panel : dashboard.panels()) {
                for (JsonNode target : panel.get("targets")) {
                    all.add(new Asked(
                            dashboard.title() + ", " + panel.get("title").asText(),
                            target.get("refId").asText(),
                            target.get("query").asText()));
                }
            }
            for (JsonNode annotation : dashboard.json().at("/annotations/list")) {
                all.add(new Asked(
                        dashboard.title(),
                        annotation.get("name").asText(),
                        annotation.get("query").asText()));
            }
            for (JsonNode variable : dashboard.json().at("/templating/list")) {
                all.add(new Asked(
                        dashboard.title(),
                        variable.get("name").asText(),
                        variable.get("query").asText()));
            }
        }
        JsonNode alerts = new YAMLMapper()
                .readTree(GRAFANA.resolve("provisioning/alerting/forecast-peaks.yaml")
                        .toFile());
        for (JsonNode rule : alerts.at("/groups/0/rules")) {
            for (JsonNode data : rule.get("data")) {
                if (data.at("/model").has("query")) {
                    all.add(new Asked(
                            rule.get("title").asText(),
                            data.get("refId").asText(),
                            data.at("/model/query").asText()));
                }
            }
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("everyQuery")
    void everyQueryAnswersWithTheSeriesThatThePanelDraws(Asked asked) throws Exception {
        JsonNode series = ask(asked.influxQl());

        assertThat(series).as("series of %s", asked.influxQl()).isNotEmpty();
        for (JsonNode one : series) {
            assertThat(one.get("values"))
                    .as("values of %s", asked.influxQl())
                    .anySatisfy(
                            row -> assertThat(row.get(row.size() - 1).isNull()).isFalse());
        }
        if (asked.influxQl().contains("GROUP BY \"meter_id\"")
                || asked.influxQl().contains(", \"meter_id\"")) {
            assertThat(series)
                    .hasSize(METERS.size())
                    .allSatisfy(
                            one -> assertThat(one.at("/tags/meter_id").asText()).startsWith("home-"));
        }
    }

    @Test
    void theBandOfTheForecastPanelIsTheForecastThatWasStored() throws Exception {
        JsonNode panel = panel("influxql/forecast.json", "Load and forecast of $meter");

        for (JsonNode target : panel.get("targets")) {
            String name = target.get("alias").asText();
            JsonNode values = ask(target.get("query").asText()).get(0).get("values");
            double above = switch (name) {
                case "Measured" -> 0;
                case "P10" -> 0.5;
                case "P90" -> 1.5;
                default -> 1;
            };
            for (JsonNode row : values) {
                double expected = loadAt(Instant.ofEpochMilli(row.get(0).asLong())) + above;
                // A mean of one value, printed and read as a decimal number.
                assertThat(row.get(1).asDouble()).as(name).isCloseTo(expected, within(1e-9));
            }
            if (name.equals("Day ahead")) {
                assertThat(values.get(values.size() - 1).get(0).asLong())
                        .isEqualTo(NOW.plus(Duration.ofHours(10 + 24))
                                .minus(QUARTER)
                                .toEpochMilli());
            }
        }
    }

    @Test
    void theForecastIsAvailableUntilItsLastInterval() throws Exception {
        JsonNode target =
                panel("influxql/forecast.json", "Forecast available until").at("/targets/0");

        JsonNode row = ask(target.get("query").asText()).at("/0/values/0");

        assertThat(row.get(0).asLong())
                .isEqualTo(NOW.plus(Duration.ofHours(34)).minus(QUARTER).toEpochMilli());
    }

    @Test
    void theNowLineStandsAtTheQuarterThatHasBegun() throws Exception {
        JsonNode annotation = Dashboard.read(GRAFANA.resolve("dashboards/influxql/forecast.json"))
                .json()
                .at("/annotations/list/0");

        JsonNode row = ask(annotation.get("query").asText()).at("/0/values/0");

        // A quarter of an hour may begin while the test runs.
        assertThat(row.get(0).asLong())
                .isBetween(NOW.toEpochMilli(), NOW.plus(QUARTER).toEpochMilli());
    }

    @Test
    void theErrorByLeadTimeIsWhatTheForecastsWereWrongBy() throws Exception {
        JsonNode targets = panel("influxql/accuracy.json", "Error by lead time").get("targets");

        JsonNode measured = ask(targets.get(0).get("query").asText()).get(0).get("values");
        Map<Long, Double> byTime = new java.util.HashMap<>();
        measured.forEach(row -> byTime.put(row.get(0).asLong(), row.get(1).asDouble()));
        for (int lead = 1; lead < targets.size(); lead++) {
            int compared = 0;
            for (JsonNode row :
                    ask(targets.get(lead).get("query").asText()).get(0).get("values")) {
                Double load = byTime.get(row.get(0).asLong());
                if (load != null) {
                    // Within an hour the load is constant, so means of parts of it are that constant too.
                    assertThat(row.get(1).asDouble() - load).isCloseTo(1, within(1e-9));
                    compared++;
                }
            }
            assertThat(compared).as(targets.get(lead).get("alias").asText()).isGreaterThan(10);
        }
    }

    private static JsonNode panel(String file, String title) throws IOException {
        return Dashboard.read(GRAFANA.resolve("dashboards").resolve(file)).panels().stream()
                .filter(panel -> panel.get("title").asText().equals(title))
                .findFirst()
                .orElseThrow();
    }

    /** The query as Grafana sends it for the meter home-1, from three days ago to two ahead. */
    private static JsonNode ask(String influxQl) throws Exception {
        String sent = influxQl.replace(
                        "$timeFilter",
                        "time >= " + NOW.minus(Duration.ofDays(3)).toEpochMilli() + "ms and time <= "
                                + NOW.plus(Duration.ofDays(2)).toEpochMilli() + "ms")
                .replace("$meter", "home-1");
        JsonNode answer = new ObjectMapper().readTree(influxd.query(sent));
        assertThat(answer.at("/results/0/error").isMissingNode())
                .as("%s: %s", sent, answer)
                .isTrue();
        return answer.at("/results/0/series");
    }
}
