package org.loadcast.serving.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.store.Stores;
import org.loadcast.features.store.sqlite.SqliteStores;
import org.loadcast.serving.app.CommandRun;

class SimulateCommandTest {

    @TempDir
    private Path data;

    @TempDir
    private Path files;

    @Test
    void whatItWritesCanBeImportedAsItSays() {
        // when
        CommandRun simulated = simulate(files);
        String[] advice = simulated
                .out()
                .lines()
                .filter(line -> line.startsWith("  ./loadcast import"))
                .findFirst()
                .orElseThrow()
                .strip()
                .split(" ");
        CommandRun imported = CommandRun.in(data, Stream.of(advice).skip(1).toArray(String[]::new));

        // then: two days until today in Spain, every quarter of an hour
        assertThat(simulated.status()).isZero();
        assertThat(imported.status()).isZero();
        try (Stores stores = SqliteStores.open(data)) {
            assertThat(stores.meters().all()).hasSize(6);
            assertThat(stores.measurements().span(MeterId.of("home-01")).orElseThrow())
                    .hasToString("Interval[from=2024-06-12T22:00:00Z, to=2024-06-14T22:00:00Z]");
            assertThat(stores.meters().holidays()).isNotEmpty();
            assertThat(stores.weather().locations()).containsExactly("zaragoza");
        }
    }

    @Test
    void theSameOptionsGiveTheSameBytes() throws IOException {
        // given
        Path again = files.resolve("again");

        // when
        simulate(files.resolve("once"));
        simulate(again);

        // then
        for (String name : List.of("load.csv.gz", "weather.csv.gz", "weather_forecast.csv.gz", "meters.csv")) {
            assertThat(again.resolve(name))
                    .hasSameBinaryContentAs(files.resolve("once").resolve(name));
        }
    }

    @Test
    void faultsAreListedWithTheirKind() throws IOException {
        CommandRun run = CommandRun.in(
                data, "simulate", "households", "--count", "2", "--days", "90", "--faults", "--out", files.toString());

        assertThat(run.status()).isZero();
        assertThat(Files.readAllLines(files.resolve("faults.csv")))
                .hasSizeGreaterThan(5)
                .first()
                .isEqualTo("meter_id,kind,from,to");
    }

    @Test
    void aStepThatDoesNotDivideTheHourIsWrongUsage() {
        CommandRun run = CommandRun.in(data, "simulate", "district", "--step", "PT7M", "--out", files.toString());

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("PT7M does not divide the hour");
    }

    @Test
    void zeroDaysAreWrongUsage() {
        CommandRun run = CommandRun.in(data, "simulate", "district", "--days", "0", "--out", files.toString());

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).doesNotContain("\tat ");
    }

    private CommandRun simulate(Path directory) {
        return CommandRun.in(
                data, "simulate", "households", "--count", "4", "--days", "2", "--out", directory.toString());
    }
}
