package org.loadcast.serving.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.loadcast.features.forecast.Forecast;
import org.loadcast.features.forecast.ForecastSource;
import org.loadcast.features.forecast.Quantiles;
import org.loadcast.features.forecast.Tier;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.series.TimeGrid;
import org.loadcast.features.store.Stores;
import org.loadcast.features.store.sqlite.SqliteStores;
import org.loadcast.serving.app.CommandRun;

class ExportCommandTest {

    @TempDir
    private Path data;

    @BeforeEach
    void importTwoMeters() throws IOException {
        Path load = Files.writeString(data.resolve("load.csv"), """
                timestamp,meter_id,load_kw
                2024-01-01T00:00:00Z,a,1.0
                2024-01-01T00:15:00Z,a,3.0
                2024-01-01T00:30:00Z,a,5.0
                2024-01-01T00:00:00Z,b,7.0
                """);
        assertThat(CommandRun.in(data, "import", "--load", load.toString()).status())
                .isZero();
    }

    @Test
    void loadComesOutAsItWentIn() {
        CommandRun run = CommandRun.in(data, "export", "load", "--meters", "a");

        assertThat(run.status()).isZero();
        assertThat(run.out().lines())
                .containsExactly(
                        "timestamp,meter_id,load_kw",
                        "2024-01-01T00:00:00Z,a,1.0",
                        "2024-01-01T00:15:00Z,a,3.0",
                        "2024-01-01T00:30:00Z,a,5.0");
    }

    @Test
    void aSpanAndAStepCanBeChosenAndAFileNamed() {
        // given
        Path out = data.resolve("out.csv");

        // when
        CommandRun run = CommandRun.in(
                data,
                "export",
                "load",
                "--meters",
                "a",
                "--to",
                "2024-01-01T00:30:00Z",
                "--step",
                "PT30M",
                "--out",
                out.toString());

        // then
        assertThat(run.status()).isZero();
        assertThat(out)
                .content()
                .isEqualToNormalizingNewlines("timestamp,meter_id,load_kw\n2024-01-01T00:00:00Z,a,2.0\n");
    }

    @Test
    void issuedForecastsComeOutWithTheirQuantiles() {
        // given
        Instant cutoff = Instant.parse("2024-01-01T00:45:00Z");
        try (Stores stores = SqliteStores.open(data)) {
            stores.forecasts()
                    .write(List.of(new Forecast(
                            MeterId.of("a"),
                            "quarter-hour",
                            cutoff,
                            cutoff,
                            new TimeGrid(cutoff, Duration.ofMinutes(15), 1),
                            Quantiles.DECILES,
                            new double[][] {{1, 2, 3, 4, 5, 6, 7, 8, 9}},
                            new ForecastSource.Fallback(Tier.FLAT, "A test."))));
        }

        // when
        CommandRun run = CommandRun.in(data, "export", "forecast", "--horizon", "quarter-hour");

        // then
        assertThat(run.status()).isZero();
        assertThat(run.out())
                .contains("a,quarter-hour,2024-01-01T00:45:00Z,2024-01-01T00:45:00Z,2024-01-01T00:45:00Z,1.0");
    }

    @Test
    void anUnknownMeterFailsAndThoseThatAreThereAreNamed() {
        CommandRun run = CommandRun.in(data, "export", "load", "--meters", "c");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).isEqualTo("loadcast: Meter c is not in the store. It holds a, b.\n");
    }
}
