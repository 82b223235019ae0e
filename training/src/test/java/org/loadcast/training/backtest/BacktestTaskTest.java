package org.loadcast.training.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.loadcast.features.forecast.FutureWeather;
import org.loadcast.features.forecast.Quantiles;
import org.loadcast.features.meter.MeterId;
import org.loadcast.training.forecaster.LeadWindow;
import org.loadcast.training.metrics.SeasonalReference.Scale;

class BacktestTaskTest {

    private static final String TASK = """
            {"name": "homes", "load": "load.csv", "meters_file": "meters.csv", "meters": ["b", "a"], "step": "PT1H",
             "train_until": "2024-03-01T00:00:00Z", "refit": "P7D", "future_weather": "forecast", "season": 168,
             "cutoffs": {"first": "2024-03-01T11:00:00Z", "last": "2024-03-03T12:00:00Z", "every": "P1D"},
             "target": {"offset": "PT13H", "length": 24}, "quantiles": [0.1, 0.5, 0.9]}
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void putTheFilesThere() throws IOException {
        Files.writeString(folder.resolve("load.csv"), "timestamp,meter_id,load_kw\n");
        Files.writeString(folder.resolve("meters.csv"), "meter_id,time_zone\n");
    }

    private BacktestTask read(String text) throws IOException {
        return BacktestTask.read(Files.writeString(folder.resolve("task.json"), text));
    }

    @Test
    void aTaskIsReadAsItStands() throws IOException {
        BacktestTask task = read(TASK);

        assertThat(task.name()).isEqualTo("homes");
        assertThat(task.sources().load()).isEqualTo(folder.resolve("load.csv"));
        assertThat(task.sources().weather()).isEmpty();
        assertThat(task.meters()).containsExactly(MeterId.of("a"), MeterId.of("b"));
        assertThat(task.historyFrom()).isEqualTo(Instant.MIN);
        assertThat(task.trainUntil()).isEqualTo("2024-03-01T00:00:00Z");
        assertThat(task.refit()).isEqualTo(Duration.ofDays(7));
        assertThat(task.window()).isEqualTo(new LeadWindow(Duration.ofHours(13), Duration.ofHours(1), 24));
        assertThat(task.futureWeather()).isEqualTo(FutureWeather.FORECAST);
        assertThat(task.quantiles()).isEqualTo(Quantiles.of(0.1, 0.5, 0.9));
        assertThat(task.scale()).isEqualTo(Scale.FIRST_CUTOFF);
        assertThat(task.cutoffs())
                .containsExactly(
                        Instant.parse("2024-03-01T11:00:00Z"),
                        Instant.parse("2024-03-02T11:00:00Z"),
                        Instant.parse("2024-03-03T11:00:00Z"));
    }

    @Test
    void whatATaskMayLeaveOutHasDefaults() throws IOException {
        BacktestTask task = read(TASK.replace(", \"quantiles\": [0.1, 0.5, 0.9]", "")
                .replace("\"meters\": [\"b\", \"a\"], ", "")
                .replace("\"P7D\"", "\"never\""));

        assertThat(task.quantiles()).isEqualTo(Quantiles.DECILES);
        assertThat(task.meters()).isEmpty();
        assertThat(task.refit()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"name\": \"homes\", | '' | lacks 'name'",
                "\"step\": \"PT1H\", | '' | lacks 'step'",
                "PT1H | an hour | step is 'an hour', which cannot be read",
                "2024-03-01T00:00:00Z | yesterday | train_until is 'yesterday', which cannot be read",
                "\"length\": 24 | \"length\": \"all\" | target/length is 'all', which cannot be read",
                "\"season\": 168 | \"season\": \"weekly\" | season is 'weekly', which cannot be read",
                "\"future_weather\": \"forecast\" | \"future_weather\": \"nice\" | Use none, forecast or actual",
                "\"load\": \"load.csv\" | \"load\": \"lost.csv\" | names load 'lost.csv', but there is no such file",
                "[0.1, 0.5, 0.9] | [0.1, 0.9] | lack the median 0.5",
                "\"name\" | name | is not JSON"
            })
    void aTaskThatIsWrongSaysWhere(String right, String wrong, String message) {
        assertThatThrownBy(() -> read(TASK.replace(right, wrong)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aTaskFileThatIsNotThereIsAnError() {
        assertThatThrownBy(() -> BacktestTask.read(folder.resolve("none.json")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("none.json is not there or cannot be read");
    }
}
