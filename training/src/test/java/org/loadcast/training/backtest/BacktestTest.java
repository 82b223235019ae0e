package org.loadcast.training.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.loadcast.features.meter.MeterId;
import org.loadcast.training.blend.Families;
import org.loadcast.training.forecaster.FitProgress;
import org.loadcast.training.metrics.BacktestRows;

/** Tasks of two small meters, from files to predictions. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BacktestTest {

    private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
    private static final int HOURS = 24 * 70;
    private static final Set<String> WANTED = Set.of("profile", "linear", "seasonal-naive");
    private static final int CUTOFFS = 9;
    private static final int LENGTH = 24;

    /** Nine noons from day 56 on, with refits before the fourth and the seventh. */
    private static final String TASK = """
            {"name": "small", "load": "load.csv", "weather": "weather.csv", "meters_file": "meters.csv", "step": "PT1H",
             "train_until": "2024-02-26T00:00:00Z", "refit": "P3D", "future_weather": "none", "season": 24,
             "cutoffs": {"first": "2024-02-26T11:00:00Z", "last": "2024-03-05T11:00:00Z", "every": "P1D"},
             "target": {"offset": "PT13H", "length": 24}, "quantiles": [0.1, 0.5, 0.9]}
            """;

    @TempDir
    private static Path cleanFolder;

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init") // set before the first test
    private BacktestResult clean;

    @BeforeAll
    void runOnce() throws Exception {
        clean = run(cleanFolder, Instant.MAX);
    }

    private static BacktestTask write(Path folder, Instant spoiledFrom) throws IOException {
        SplittableRandom noise = new SplittableRandom(1);
        SplittableRandom garbage = new SplittableRandom(2);
        StringBuilder load = new StringBuilder("timestamp,meter_id,load_kw\n");
        StringBuilder weather = new StringBuilder("timestamp,location_id,temperature_c\n");
        for (int hour = 0; hour < HOURS; hour++) {
            Instant at = START.plus(Duration.ofHours(hour));
            boolean spoiled = !at.isBefore(spoiledFrom);
            for (String meter : List.of("home", "shop")) {
                double real = 5 + 3 * Math.sin(Math.PI * hour / 12) + noise.nextDouble();
                load.append(at + "," + meter + "," + (spoiled ? garbage.nextDouble(-1e5, 1e5) : real) + "\n");
            }
            double real = 10 * Math.sin(hour / 50.0);
            weather.append(at + ",here," + (spoiled ? garbage.nextDouble(-1e5, 1e5) : real) + "\n");
        }
        Files.writeString(folder.resolve("load.csv"), load);
        Files.writeString(folder.resolve("weather.csv"), weather);
        Files.writeString(
                folder.resolve("meters.csv"), "meter_id,time_zone\nhome,Europe/Amsterdam\nshop,Europe/Amsterdam\n");
        return BacktestTask.read(Files.writeString(folder.resolve("task.json"), TASK));
    }

    private static BacktestResult run(Path folder, Instant spoiledFrom) throws Exception {
        BacktestTask task = write(folder, spoiledFrom);
        BacktestData data = BacktestData.read(task, rejected -> {
            throw new AssertionError(rejected);
        });
        return new Backtest(task, Families.installed(), WANTED).run(data, 2, FitProgress.SILENT);
    }

    @Test
    void everyMeterCutoffAndTargetIsForecastByEveryFamily() throws Exception {
        assertThat(clean.families().stream().map(FamilyResult::family)).contains("profile", "linear", "seasonal-naive");
        for (FamilyResult family : clean.families()) {
            assertThat(family.rows().size()).as(family.family()).isEqualTo(2 * CUTOFFS * LENGTH);
            assertThat(family.fitTime()).isPositive();
        }
        assertThat(clean.promoted()).hasSize(2);
        assertThat(clean.promotedRows().size()).isEqualTo(2 * CUTOFFS * LENGTH);
    }

    @Test
    void aRunThatWasKilledGoesOnWithTheMetersThatAreNotDone() throws Exception {
        // given: a run that ends when its first meter is done
        BacktestTask task = write(folder, Instant.MAX);
        BacktestData data = BacktestData.read(task, rejected -> {});
        Backtest backtest = new Backtest(task, Families.installed(), WANTED);
        List<String> told = new CopyOnWriteArrayList<>();
        assertThatThrownBy(() -> backtest.run(
                        data,
                        1,
                        (what, done, of) -> {
                            if (what.startsWith("meter ")) {
                                throw new IllegalStateException("killed");
                            }
                        },
                        BacktestParts.in(folder)))
                .hasStackTraceContaining("killed");

        // when
        BacktestResult resumed = backtest.run(data, 1, (what, done, of) -> told.add(what), BacktestParts.in(folder));

        // then: the other meter alone was worked on, and nothing differs from a run in one go
        for (int i = 0; i < clean.families().size(); i++) {
            BacktestRows expected = clean.families().get(i).rows();
            BacktestRows rows = resumed.families().get(i).rows();
            for (int row = 0; row < expected.size(); row++) {
                assertThat(rows.median(row)).isEqualTo(expected.median(row));
            }
        }
        assertThat(told).filteredOn(what -> what.startsWith("meter ")).hasSize(2);
        assertThat(BacktestParts.ofRun(folder)).hasSize(2);
    }

    @Test
    void forecastsUpToACutoffDoNotKnowWhatComesAfterIt() throws Exception {
        // given: all data from the fifth cutoff on is garbage, two days after the first refit
        Instant middle = Instant.parse("2024-03-01T11:00:00Z");

        BacktestResult spoiled = run(folder, middle);

        assertThat(spoiled.promoted()).isEqualTo(clean.promoted());
        for (int i = 0; i < clean.families().size(); i++) {
            BacktestRows expected = clean.families().get(i).rows();
            BacktestRows actual = spoiled.families().get(i).rows();
            int compared = 0;
            for (int row = 0; row < expected.size(); row++) {
                if (!expected.cutoff(row).isAfter(middle)) {
                    compared++;
                    for (int q = 0; q < 3; q++) {
                        assertThat(actual.kilowatts(row, q)).isEqualTo(expected.kilowatts(row, q));
                    }
                }
            }
            assertThat(compared).isEqualTo(2 * 5 * LENGTH);
        }
    }

    @Test
    void thePredictionsFileHoldsThePromotedForecasts() throws Exception {
        Path file = folder.resolve("predictions.csv");

        PredictionsCsv.write(file, clean);

        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(1 + 2 * CUTOFFS * LENGTH);
        assertThat(lines.get(0)).isEqualTo("meter_id,cutoff,timestamp,family,p10,p50,p90");
        String promoted = clean.promoted().get(clean.promoted().firstKey());
        assertThat(lines.get(1)).startsWith("home,2024-02-26T11:00:00Z,2024-02-27T00:00:00Z," + promoted + ",");
    }

    @Test
    void theTaskScorerAcceptsThePredictions() throws Exception {
        Path scorer = requireScorer();
        PredictionsCsv.write(cleanFolder.resolve("predictions.csv"), clean);

        JsonNode scores = score(scorer);

        assertThat(scores.get("n").asInt()).isEqualTo(2 * CUTOFFS * LENGTH);
        assertThat(scores.get("crossed").asInt()).isZero();
        // The load is a daily wave with noise; whoever is worse than yesterday's noise has not learned it.
        assertThat(scores.get("WAPE").asDouble())
                .isLessThan(scores.get("naive_WAPE").asDouble());
    }

    @Test
    void aMeterThatBeganTooLateToBeLearnedIsForecastByProfileAndNamed() throws Exception {
        // given: one meter that began six days before the first training, one that began after the second cutoff
        write(folder, Instant.MAX);
        StringBuilder late = new StringBuilder();
        for (int hour = 50 * 24; hour < HOURS; hour++) {
            Instant at = START.plus(Duration.ofHours(hour));
            late.append(at + ",newcomer," + (2 + hour % 24) + "\n");
            if (hour >= 58 * 24) {
                late.append(at + ",unborn," + (2 + hour % 24) + "\n");
            }
        }
        Files.writeString(folder.resolve("load.csv"), late, StandardOpenOption.APPEND);
        Files.writeString(
                folder.resolve("meters.csv"),
                "newcomer,Europe/Amsterdam\nunborn,Europe/Amsterdam\n",
                StandardOpenOption.APPEND);
        BacktestTask task = BacktestTask.read(folder.resolve("task.json"));
        BacktestData data = BacktestData.read(task, rejected -> {});

        BacktestResult result = new Backtest(task, Families.installed(), WANTED).run(data, 2, FitProgress.SILENT);

        assertThat(result.promoted())
                .containsEntry(new MeterId("newcomer"), "profile")
                .containsEntry(new MeterId("unborn"), "profile");
        assertThat(result.promotedRows().size()).isEqualTo(4 * CUTOFFS * LENGTH);
        assertThat(result.facts()).containsValue("newcomer, unborn");
        BacktestRows newcomer = result.promotedRows().only(new MeterId("newcomer"));
        int last = newcomer.size() - 1;
        assertThat(newcomer.median(last)).isCloseTo(newcomer.measured(last), within(1.5));
    }

    @Test
    void aFamilyThatIsNotInstalledIsRefused() throws IOException {
        BacktestTask task = write(folder, Instant.MAX);

        assertThatThrownBy(() -> new Backtest(task, Families.installed(), Set.of("oracle")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'oracle' is not installed");
    }

    @Test
    void aMeterThatIsNotInTheFilesIsAnError() throws IOException {
        write(folder, Instant.MAX);
        Files.writeString(folder.resolve("task.json"), TASK.replace("\"step\"", "\"meters\": [\"ghost\"], \"step\""));
        BacktestTask task = BacktestTask.read(folder.resolve("task.json"));

        assertThatThrownBy(() -> BacktestData.read(task, rejected -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[ghost] are not in the task's load file");
    }

    private static Path requireScorer() {
        String shared = System.getProperty("LOADCAST_SHARED", System.getenv("LOADCAST_SHARED"));
        Path scorer = (shared == null ? Path.of("..", "..", "shared") : Path.of(shared)).resolve("bench/score.py");
        assumeTrue(Files.exists(scorer), "no task scorer at " + scorer.toAbsolutePath() + "; set LOADCAST_SHARED");
        assumeTrue(
                Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
                        .anyMatch(directory -> Files.isExecutable(Path.of(directory, "python3"))),
                "no python3 on the PATH");
        return scorer.toAbsolutePath();
    }

    private static JsonNode score(Path scorer) throws Exception {
        Process process = new ProcessBuilder("python3", scorer.toString(), "task.json", "predictions.csv", "--json")
                .directory(cleanFolder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = process.inputReader().lines().collect(Collectors.joining("\n"));
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return new ObjectMapper().readTree(output);
    }
}
