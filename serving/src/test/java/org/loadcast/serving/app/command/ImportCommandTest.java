package org.loadcast.serving.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.series.Interval;
import org.loadcast.features.series.LoadSeries;
import org.loadcast.features.store.Stores;
import org.loadcast.features.store.sqlite.SqliteStores;
import org.loadcast.serving.app.CommandRun;

class ImportCommandTest {

    private static final MeterId M1 = MeterId.of("m1");

    @TempDir
    private Path data;

    @TempDir
    private Path files;

    @Test
    void goodRowsAreKeptAndBadOnesListedWithLineAndReason() throws IOException {
        // given
        Path load = write(
                "load.csv",
                "timestamp,meter_id,load_kw",
                "2024-01-01T00:00:00Z,m1,1.5",
                "yesterday,m1,1.0",
                "2024-01-01T00:15:00Z,m1,NaN",
                "2024-01-01T00:15:00Z,m1,2.5",
                "2024-01-01T00:15:00Z,m1,9.9",
                "2024-01-01T00:30:00Z,m1");

        // when
        CommandRun run = CommandRun.in(data, "import", "--load", load.toString());

        // then
        assertThat(run.status()).isZero();
        assertThat(run.out())
                .contains("load.csv, line 3:", "load.csv, line 4:", "load.csv, line 6:", "load.csv, line 7:")
                .containsPattern("load load.csv\\s+2\\s+0\\s+0\\s+4");
        try (Stores stores = SqliteStores.open(data)) {
            LoadSeries stored = stores.measurements()
                    .load(
                            M1,
                            Interval.of(Instant.parse("2024-01-01T00:00:00Z"), Duration.ofMinutes(30)),
                            Duration.ofMinutes(15));
            assertThat(stored.toArray()).containsExactly(1.5, 2.5);
        }
    }

    @Test
    void importingAgainChangesNothing() throws IOException {
        // given
        Path load = write("load.csv", "timestamp,meter_id,load_kw", "2024-01-01T00:00:00Z,m1,1.5");
        CommandRun.in(data, "import", "--load", load.toString());

        // when
        CommandRun again = CommandRun.in(data, "import", "--load", load.toString());

        // then
        assertThat(again.status()).isZero();
        assertThat(again.out()).containsPattern("load load.csv\\s+0\\s+0\\s+1\\s+0");
    }

    @Test
    void allKindsOfFilesFindTheirPlace() throws IOException {
        // given
        Path meters = write(
                "meters.csv",
                "meter_id,time_zone,country,category,latitude,longitude,weather_locations",
                "m1,Europe/Madrid,ES,household,41.6,-0.9,here");
        Path holidays = write("holidays.csv", "date,name", "2024-01-02,Patron saint");
        Path weather = write("weather.csv", "timestamp,location_id,temperature_c", "2024-01-01T00:00:00Z,here,7.5");
        Path forecast = write(
                "forecast.csv",
                "timestamp,location_id,temperature_c,available_at",
                "2024-01-02T00:00:00Z,here,8.5,2024-01-01T06:00:00Z");

        // when
        CommandRun run = CommandRun.in(
                data,
                "import",
                "--meters",
                meters.toString(),
                "--holidays",
                holidays.toString(),
                "--weather",
                weather.toString(),
                "--weather-forecast",
                forecast.toString());

        // then
        assertThat(run.status()).isZero();
        Interval january = Interval.of(Instant.parse("2024-01-01T00:00:00Z"), Duration.ofDays(31));
        try (Stores stores = SqliteStores.open(data)) {
            assertThat(stores.meters().find(M1).map(Meter::zone)).contains(ZoneId.of("Europe/Madrid"));
            assertThat(stores.meters().holidays()).containsKey(LocalDate.of(2024, 1, 2));
            assertThat(stores.weather().observed("here", january).value("temperature_c", 0))
                    .isEqualTo(7.5);
            assertThat(stores.weather().forecasts("here", january, january.to()))
                    .hasSize(1);
        }
    }

    @Test
    void aMeterWithoutAnEntryIsEnteredAndThePersonHearsOfIt() throws IOException {
        Path load = write("load.csv", "timestamp,meter_id,load_kw", "2024-01-01T00:00:00Z,m1,1.5");

        CommandRun run = CommandRun.in(data, "import", "--load", load.toString());

        assertThat(run.err()).contains("1 meters had no entry and got the time zone UTC: m1");
        try (Stores stores = SqliteStores.open(data)) {
            assertThat(stores.meters().find(M1)).isPresent();
        }
    }

    @Test
    void whenNoRowIsGoodTheStatusIsOne() throws IOException {
        Path load = write("load.csv", "timestamp,meter_id,load_kw", "never,m1,1.5");

        CommandRun run = CommandRun.in(data, "import", "--load", load.toString());

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("No row was good");
    }

    @Test
    void moreThanTwentyBadRowsGoToAFile() throws IOException {
        // given
        String rows = IntStream.range(0, 50).mapToObj(i -> "never,m1," + i).collect(Collectors.joining("\n"));
        Path load = write("load.csv", "timestamp,meter_id,load_kw", rows, "2024-01-01T00:00:00Z,m1,1.5");

        // when
        CommandRun run = CommandRun.in(data, "import", "--load", load.toString());

        // then
        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("... and 30 more; all 50 are listed in " + data.resolve("rejected-rows.txt"));
        assertThat(data.resolve("rejected-rows.txt")).content().hasLineCount(50).contains("line 51:");
    }

    @Test
    void aMissingFileFailsBeforeAnythingIsImported() throws IOException {
        Path load = write("load.csv", "timestamp,meter_id,load_kw", "2024-01-01T00:00:00Z,m1,1.5");

        CommandRun run = CommandRun.in(data, "import", "--load", load.toString(), "--weather", "nowhere.csv");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).isEqualTo("loadcast: File nowhere.csv does not exist or cannot be read.\n");
        assertThat(data.resolve(SqliteStores.FILE_NAME)).doesNotExist();
    }

    @Test
    void aFileWithTheWrongColumnsFailsWithItsHeader() throws IOException {
        Path load = write("load.csv", "time;meter;kw", "2024-01-01T00:00:00Z;m1;1.5");

        CommandRun run = CommandRun.in(data, "import", "--load", load.toString());

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("has no column timestamp").doesNotContain("\tat ");
    }

    @Test
    void withoutAFileItIsWrongUsage() {
        CommandRun run = CommandRun.in(data, "import");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("--load load.csv.gz");
    }

    private Path write(String name, String... lines) throws IOException {
        return Files.writeString(files.resolve(name), String.join("\n", lines) + "\n");
    }
}
