package org.loadcast.training.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.loadcast.features.forecast.Quantiles;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.series.LoadSeries;
import org.loadcast.features.series.TimeGrid;
import org.loadcast.training.metrics.SeasonalReference.Scale;

/** Our figures are those of the task scorer that the project is measured by, on a small made-up task with gaps. */
class TaskScorerAgreementTest {

    /** The same sums in another order. */
    private static final Offset<Double> ROUNDING = within(1e-9);

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Instant START = Instant.parse("2021-01-01T00:00:00Z");
    private static final Instant FIRST_CUTOFF = Instant.parse("2021-01-10T11:00:00Z");
    private static final Duration OFFSET = Duration.ofHours(13);
    private static final int CUTOFFS = 4;
    private static final int LENGTH = 24;
    private static final int SEASON = 24;
    private static final Quantiles QUANTILES = Quantiles.of(0.1, 0.5, 0.9);
    private static final List<MeterId> METERS = List.of(MeterId.of("feeder"), MeterId.of("home"));

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(Scale.class)
    void everyFigureAgrees(Scale scale) throws Exception {
        Path scorer = requireScorer();
        Map<MeterId, LoadSeries> load = madeUpLoad();
        BacktestRows rows = madeUpForecasts(load);
        Path task = writeTask(scale, load);
        Path predictions = writePredictions(rows);

        JsonNode theirs = run(scorer, task, predictions);
        Scores ours = Scores.of(rows, new SeasonalReference(load, SEASON, scale, FIRST_CUTOFF));

        assertThat(ours.rows()).isEqualTo(theirs.get("n").asInt());
        assertThat(ours.crossed()).isEqualTo(theirs.get("crossed").asInt()).isPositive();
        agrees(ours.wape(), theirs, "WAPE");
        agrees(ours.maeKw(), theirs, "MAE_kW");
        agrees(ours.rmseKw(), theirs, "RMSE_kW");
        agrees(ours.biasKw(), theirs, "bias_kW");
        agrees(ours.mase(), theirs, "MASE");
        agrees(ours.sql(), theirs, "SQL");
        agrees(ours.wql(), theirs, "WQL");
        agrees(ours.coverage(), theirs, "cover_p10_p90");
        agrees(ours.naiveWape(), theirs, "naive_WAPE");
        agrees(ours.skill(), theirs, "skill_vs_naive");
    }

    private static void agrees(OptionalDouble ours, JsonNode theirs, String name) {
        assertThat(ours.orElseThrow()).as(name).isCloseTo(theirs.get(name).asDouble(), ROUNDING);
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

    private static Map<MeterId, LoadSeries> madeUpLoad() {
        var random = new Random(7);
        var load = new TreeMap<MeterId, LoadSeries>();
        for (MeterId meter : METERS) {
            var series = LoadSeries.builder(new TimeGrid(START, HOUR, 16 * 24));
            for (int i = 0; i < 16 * 24; i++) {
                if (random.nextInt(20) > 0) {
                    series.set(i, 3 * Math.sin(Math.PI * i / 12) + random.nextGaussian());
                }
            }
            load.put(meter, series.build());
        }
        return load;
    }

    private static BacktestRows madeUpForecasts(Map<MeterId, LoadSeries> load) {
        var random = new Random(8);
        var rows = BacktestRows.builder(QUANTILES, HOUR);
        load.forEach((meter, series) -> {
            for (int day = 0; day < CUTOFFS; day++) {
                Instant cutoff = FIRST_CUTOFF.plus(Duration.ofDays(day));
                for (int k = 0; k < LENGTH; k++) {
                    Instant target = cutoff.plus(OFFSET).plus(HOUR.multipliedBy(k));
                    double median = 3 * Math.sin(Math.PI * k / 12) + random.nextGaussian() / 2;
                    double[] values = {median - 1, median, random.nextInt(50) == 0 ? median - 2 : median + 1};
                    int index = series.grid().indexOf(target);
                    if (series.isMissing(index)) {
                        rows.addUnmeasured(meter, cutoff, target, values);
                    } else {
                        rows.add(meter, cutoff, target, values, series.kilowatts(index));
                    }
                }
            }
        });
        return rows.build();
    }

    private Path writeTask(Scale scale, Map<MeterId, LoadSeries> load) throws IOException {
        var csv = new StringBuilder("timestamp,meter_id,load_kw\n");
        load.forEach((meter, series) -> {
            for (int i = 0; i < series.length(); i++) {
                if (!series.isMissing(i)) {
                    csv.append(series.grid().startOf(i) + "," + meter + "," + series.kilowatts(i) + "\n");
                }
            }
        });
        Files.writeString(folder.resolve("load.csv"), csv);
        String task = """
                {"name": "made-up", "load": "load.csv", "step": "PT1H", "season": 24, "scale": "%s",
                 "cutoffs": {"first": "%s", "last": "%s", "every": "P1D"}, "target": {"offset": "PT13H", "length": 24},
                 "quantiles": [0.1, 0.5, 0.9]}
                """.formatted(
                        scale == Scale.EXPANDING ? "expanding" : "first",
                        FIRST_CUTOFF,
                        FIRST_CUTOFF.plus(Duration.ofDays(CUTOFFS - 1)));
        return Files.writeString(folder.resolve("task.json"), task);
    }

    private Path writePredictions(BacktestRows rows) throws IOException {
        var csv = new StringBuilder("meter_id,cutoff,timestamp,family,p10,p50,p90\n");
        for (int row = 0; row < rows.size(); row++) {
            csv.append(rows.meter(row) + "," + rows.cutoff(row) + "," + rows.target(row) + ",made-up,"
                    + rows.kilowatts(row, 0) + "," + rows.kilowatts(row, 1) + "," + rows.kilowatts(row, 2) + "\n");
        }
        return Files.writeString(folder.resolve("predictions.csv"), csv);
    }

    private static JsonNode run(Path scorer, Path task, Path predictions) throws Exception {
        List<String> command = List.of("python3", scorer.toString(), task.toString(), predictions.toString(), "--json");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = process.inputReader().lines().collect(Collectors.joining("\n"));
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return new ObjectMapper().readTree(output);
    }
}
