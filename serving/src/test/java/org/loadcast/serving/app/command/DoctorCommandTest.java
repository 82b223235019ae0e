package org.loadcast.serving.app.command;

import org.loadcast.serving.app.CommandRun;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.loadcast.features.store.sqlite.SqliteStores;

class DoctorCommandTest {

    @TempDir
    private Path data;

    @Test
    void anEmptyInstallationIsSoundAndHearsWhatToDo() {
        CommandRun run = CommandRun.in(data, "doctor");

        assertThat(run.status()).isZero();
        assertThat(run.out())
                .contains("ok    java", "ok    disk", "warn  store")
                .contains("loadcast import --help");
        assertThat(data).isEmptyDirectory();
    }

    @Test
    void freshReadingsAndWeatherAreWell() throws IOException {
        // given: readings and weather up to now, a forecast beyond
        importFresh(CommandRun.NOW);

        // when
        CommandRun run = CommandRun.in(data, "doctor");

        // then
        assertThat(run.status()).isZero();
        assertThat(run.out())
                .contains(
                        "ok    store",
                        "ok    readings",
                        "ok    weather   here is measured and forecast",
                        "warn  models");
    }

    @Test
    void oldReadingsAndWeatherAreWarnedOf() throws IOException {
        // given
        importFresh(CommandRun.NOW.minus(Duration.ofDays(30)));

        // when
        CommandRun run = CommandRun.in(data, "doctor");

        // then
        assertThat(run.out())
                .contains("1 have been silent for two hours or more")
                .contains("here has no measurement of the last day and no forecast of the next day");
    }

    @Test
    void aDamagedStoreIsAFailure() throws IOException {
        Files.writeString(data.resolve(SqliteStores.FILE_NAME), "this is no database, however long it is".repeat(40));

        CommandRun run = CommandRun.in(data, "doctor");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).contains("FAIL  store", "restore a backup");
        assertThat(run.err()).contains("checks failed").doesNotContain("\tat ");
    }

    private void importFresh(Instant now) throws IOException {
        Instant start = now.minus(Duration.ofHours(1));
        Path load = write("load.csv", "timestamp,meter_id,load_kw", start + ",m1,1.5");
        Path meters = write("meters.csv", "meter_id,time_zone,weather_locations", "m1,UTC,here");
        Path weather = write("weather.csv", "timestamp,location_id,temperature_c", start + ",here,7.5");
        Path forecast = write(
                "forecast.csv",
                "timestamp,location_id,temperature_c,available_at",
                now.plus(Duration.ofHours(3)) + ",here,8.5," + start);
        assertThat(CommandRun.in(
                                data,
                                "import",
                                "--load",
                                load.toString(),
                                "--meters",
                                meters.toString(),
                                "--weather",
                                weather.toString(),
                                "--weather-forecast",
                                forecast.toString())
                        .status())
                .isZero();
    }

    private Path write(String name, String... lines) throws IOException {
        return Files.writeString(data.resolve(name), String.join("\n", lines) + "\n");
    }
}
