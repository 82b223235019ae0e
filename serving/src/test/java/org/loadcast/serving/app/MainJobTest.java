package org.loadcast.serving.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.loadcast.features.forecast.Horizon;
import org.loadcast.features.meter.MeterId;
import org.loadcast.serving.app.files.SimulationFiles;
import org.loadcast.training.registry.ModelKey;
import org.loadcast.training.registry.ModelRegistry;
import org.loadcast.training.registry.ModelVersion;

/** From simulated files to a forecast, by the commands that a person would type. */
class MainJobTest {

    private static final ModelKey HOME = ModelKey.ofMeter(MeterId.of("home-01"), Horizon.DAY_AHEAD);

    @TempDir
    private static Path data;

    private static CommandRun training;

    @BeforeAll
    static void simulateImportAndTrain() {
        SimulationFiles files = new SimulationFiles(data.resolve("files"));
        CommandRun simulation = CommandRun.in(
                data,
                "simulate",
                "households",
                "--count",
                "2",
                "--days",
                "50",
                "--step",
                "PT1H",
                "--out",
                files.directory().toString());
        CommandRun imported = CommandRun.in(
                data,
                "import",
                "--meters",
                files.meters().toString(),
                "--weather",
                files.weather().toString(),
                "--weather-forecast",
                files.weatherForecast().toString(),
                "--load",
                files.load().toString());
        training = CommandRun.in(
                data, "train", "--horizon", "day-ahead", "--families", "profile,similar-day", "--effort", "quick");
        assertThat(simulation.status() + imported.status()).isZero();
    }

    @Test
    void trainingTellsOfEveryMeter() {
        assertThat(training.status()).as(training.err()).isZero();
        assertThat(training.out())
                .containsPattern("home-01 +day-ahead .* yes")
                .containsPattern("home-02 +day-ahead .* yes");
        assertThat(training.err()).contains("training", "2 models");
    }

    @Test
    void theForecastComesFromTheModelWithItsBand() {
        CommandRun run = CommandRun.in(data, "forecast", "--meter", "home-01");

        // then: the whole next local day of Spain in 24 hours
        assertThat(run.status()).isZero();
        assertThat(run.out())
                .contains("home-01, day-ahead: 2024-06-16 00:00 to 2024-06-17 00:00 Europe/Madrid, kW")
                .contains("by home-01-day-ahead-", "p10", "p50", "p90", "peak ")
                .doesNotContain("FALLBACK");
        assertThat(run.out().lines().filter(line -> line.startsWith("2024-06-16 ")))
                .hasSize(24);
    }

    @Test
    void theForecastIsJsonAsTheServiceAnswersIt() {
        CommandRun run = CommandRun.in(data, "forecast", "--meter", "home-01", "--format", "json");

        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("\"meter_id\" : \"home-01\"", "\"tier\" : \"model\"", "\"p10\" :");
    }

    @Test
    void theForecastIsCsvWithAnyQuantiles() {
        CommandRun run = CommandRun.in(
                data, "forecast", "--meter", "home-01", "--format", "csv", "--quantiles", "0.25,0.5,0.75");

        assertThat(run.status()).isZero();
        assertThat(run.out().lines()).hasSize(25).first().asString().contains(",p25,p50,p75,");
    }

    @Test
    void aForecastThatWasMadeCanBeExported() {
        CommandRun.in(data, "forecast", "--meter", "home-02");

        CommandRun run = CommandRun.in(data, "export", "forecast", "--meters", "home-02");

        assertThat(run.status()).isZero();
        assertThat(run.out().lines()).hasSize(25);
    }

    @Test
    void anUnknownMeterOrQuantilesWithoutTheMedianFail() {
        CommandRun unknown = CommandRun.in(data, "forecast", "--meter", "home-99");
        CommandRun wrong = CommandRun.in(data, "forecast", "--meter", "home-01", "--quantiles", "0.1,0.9");

        assertThat(unknown.status()).isEqualTo(1);
        assertThat(unknown.err())
                .isEqualTo("loadcast: Meter home-99 is not in the store. It holds home-01, home-02.\n");
        assertThat(wrong.status()).isEqualTo(2);
        assertThat(wrong.err()).contains("lack the median 0.5");
    }

    @Test
    void aTimeBeforeAllHistoryFailsWithTheReason() {
        CommandRun run = CommandRun.in(data, "forecast", "--meter", "home-01", "--at", "2020-01-01");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).hasLineCount(1).startsWith("loadcast: Meter home-01 cannot be forecast");
    }

    @Test
    void modelsAreListedShownAndVerified() {
        String id = champion().id();

        CommandRun list = CommandRun.in(data, "models", "list");
        CommandRun show = CommandRun.in(data, "models", "show", id);
        CommandRun verify = CommandRun.in(data, "models", "verify");

        assertThat(list.out()).contains("* " + id);
        assertThat(show.out()).contains("# " + id, "## Champions of home-01 day-ahead", "promote");
        assertThat(verify.status()).isZero();
        assertThat(verify.out()).contains("2 models, all files as they were written");
    }

    @Test
    void rollingBackTheOnlyChampionFailsWithTheReason() {
        CommandRun run = CommandRun.in(data, "models", "rollback", "home-01");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("no earlier champion");
    }

    @Test
    void anUnknownModelFails() {
        CommandRun run = CommandRun.in(data, "models", "promote", "nobody");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("There is no model 'nobody'");
    }

    @Test
    void tooLittleHistoryFailsWithTheReason() {
        CommandRun run = CommandRun.in(data, "train", "--until", "2024-04-28", "--families", "profile");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("days of history", "Nothing was trained").doesNotContain("\tat ");
    }

    @Test
    void anUnknownFamilyFailsBeforeAnythingIsTrained() {
        CommandRun run = CommandRun.in(data, "train", "--families", "oracle");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).hasLineCount(1).contains("'oracle' is not installed", "seasonal-naive");
    }

    @Test
    void aBacktestWritesItsFilesAndPrintsTheLeaderboard() throws IOException {
        // given
        Path task = Files.writeString(data.resolve("task.json"), """
                {"name": "small", "load": "files/load.csv.gz", "meters_file": "files/meters.csv", "meters": ["home-01"],
                 "step": "PT1H", "train_until": "2024-06-10T00:00:00Z", "refit": "never",
                 "cutoffs": {"first": "2024-06-10T10:00:00Z", "last": "2024-06-12T10:00:00Z", "every": "PT24H"},
                 "target": {"offset": "PT12H", "length": 24}, "future_weather": "none", "season": 168}
                """);
        Path out = data.resolve("backtest");

        // when
        CommandRun run = CommandRun.in(
                data, "backtest", "--task", task.toString(), "--out", out.toString(), "--families", "similar-day");

        // then: three cutoffs of 24 hours
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).contains("similar-day", "WAPE", "report.html");
        assertThat(out.resolve("predictions.csv"))
                .content()
                .hasLineCount(1 + 72)
                .contains("home-01,2024-06-10T10:00:00Z");
        assertThat(out).isDirectoryContaining("glob:**/{leaderboard.csv,metrics.json,report.html}");
    }

    @Test
    void aTaskThatIsMissingFails() {
        CommandRun run = CommandRun.in(data, "backtest", "--task", "nowhere.json", "--out", data.toString());

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).isEqualTo("loadcast: Task file nowhere.json is not there or cannot be read.\n");
    }

    private static ModelVersion champion() {
        ModelRegistry registry = ModelRegistry.open(data.resolve("models"));
        return registry.find(registry.championId(HOME).orElseThrow()).orElseThrow();
    }
}
