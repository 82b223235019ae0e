package org.loadcast.features.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.loadcast.features.weather.WeatherRun;
import org.loadcast.features.weather.WeatherTable;

class WeatherCsvTest {

    @TempDir
    Path dir;

    private final List<RejectedRow> rejected = new ArrayList<>();

    private Path file(String text) throws IOException {
        return Files.writeString(dir.resolve("weather.csv"), text);
    }

    @Test
    void eachLocationIsATableAndUnknownVariablesAreKept() throws IOException {
        Path file = file("""
                timestamp,location_id,temperature_c,snowmen
                2021-01-01T00:00:00Z,here,1.5,3
                2021-01-01T00:00:00Z,there,-2,
                2021-01-01T01:00:00Z,here,,4
                """);

        List<WeatherTable> tables = WeatherCsv.read(file, rejected::add);

        assertThat(tables).extracting(WeatherTable::location).containsExactly("here", "there");
        WeatherTable here = tables.get(0);
        assertThat(here.variables()).containsExactly("temperature_c", "snowmen");
        assertThat(here.value("temperature_c", 0)).isEqualTo(1.5);
        assertThat(here.value("temperature_c", 1)).isNaN();
        assertThat(here.value("snowmen", 1)).isEqualTo(4);
        assertThat(tables.get(1).variables()).containsExactly("temperature_c");
        assertThat(rejected).isEmpty();
    }

    @Test
    void rowsInAnyOrderAreSorted() throws IOException {
        Path file = file("""
                timestamp,location_id,temperature_c
                2021-01-01T02:00:00Z,here,2
                2021-01-01T00:00:00Z,here,0
                2021-01-01T01:00:00Z,here,1
                """);

        WeatherTable table = WeatherCsv.read(file, rejected::add).get(0);

        for (int row = 0; row < 3; row++) {
            assertThat(table.timestamp(row)).isEqualTo(Instant.parse("2021-01-01T0" + row + ":00:00Z"));
            assertThat(table.value("temperature_c", row)).isEqualTo(row);
        }
    }

    @Test
    void badRowsAreReportedAndRowsOfOneTimeCompleteEachOther() throws IOException {
        Path file = file("""
                timestamp,location_id,temperature_c,ghi_wm2
                2021-01-01T00:00:00Z,here,1,
                2021-01-01T00:00:00Z,here,,50
                2021-01-01T00:00:00Z,here,2,50
                2021-01-01T01:00:00Z,here,NaN,50
                2021-01-01T01:00:00Z,,1,50
                yesterday,here,1,50
                """);

        WeatherTable table = WeatherCsv.read(file, rejected::add).get(0);

        assertThat(table.rows()).isEqualTo(1);
        assertThat(table.value("temperature_c", 0)).isEqualTo(1);
        assertThat(table.value("ghi_wm2", 0)).isEqualTo(50);
        assertThat(rejected).extracting(RejectedRow::line).containsExactly(4L, 5L, 6L, 7L);
        assertThat(rejected.get(0).reason()).contains("temperature_c at 2021-01-01T00:00:00Z is 2.0 here and 1.0");
        assertThat(rejected.get(1).reason()).contains("temperature_c 'NaN'");
        assertThat(rejected.get(2).reason()).contains("location_id is empty");
    }

    @Test
    void forecastsAreGroupedByIssue() throws IOException {
        Path file = file("""
                timestamp,location_id,temperature_c,available_at
                2021-01-02T00:00:00Z,here,5,2021-01-01T06:00:00Z
                2021-01-02T01:00:00Z,here,6,2021-01-01T06:00:00Z
                2021-01-02T00:00:00Z,here,4,2021-01-01T12:00:00Z
                2021-01-02T00:00:00Z,here,3,
                """);

        List<WeatherRun> runs = WeatherCsv.readForecasts(file, rejected::add);

        assertThat(runs)
                .extracting(WeatherRun::availableAt)
                .containsExactly(
                        Instant.parse("2021-01-01T06:00:00Z"), Instant.parse("2021-01-01T12:00:00Z"), Instant.MIN);
        assertThat(runs.get(0).table().rows()).isEqualTo(2);
        assertThat(rejected).isEmpty();
    }

    @Test
    void aForecastFileIsNotReadAsMeasuredWeather() throws IOException {
        Path file = file("timestamp,location_id,temperature_c,available_at\n");

        assertThatThrownBy(() -> WeatherCsv.read(file, rejected::add))
                .isInstanceOf(CsvFormatException.class)
                .hasMessageContaining("weather forecasts, not measured weather");
    }

    @Test
    void aFileWithoutAnyVariableIsRefused() throws IOException {
        Path file = file("timestamp,location_id\n");

        assertThatThrownBy(() -> WeatherCsv.read(file, rejected::add))
                .isInstanceOf(CsvFormatException.class)
                .hasMessageContaining("no column with a weather variable");
    }

    @Test
    void whatIsWrittenIsReadBack() throws IOException {
        Path file = dir.resolve("forecast.csv.gz");
        Instant start = Instant.parse("2021-01-02T00:00:00Z");
        WeatherTable table = WeatherTable.builder("here")
                .set(start, "temperature_c", 0.1)
                .set(start.plusSeconds(3600), "ghi_wm2", 250)
                .build();

        WeatherCsv.writeForecasts(file, List.of(new WeatherRun(start, table), new WeatherRun(Instant.MIN, table)));
        List<WeatherRun> runs = WeatherCsv.readForecasts(file, rejected::add);
        WeatherCsv.write(file, List.of(table));
        List<WeatherTable> tables = WeatherCsv.read(file, rejected::add);

        assertThat(runs).extracting(WeatherRun::availableAt).containsExactly(start, Instant.MIN);
        for (WeatherTable back : List.of(runs.get(0).table(), runs.get(1).table(), tables.get(0))) {
            assertThat(back.location()).isEqualTo("here");
            assertThat(back.value("temperature_c", 0)).isEqualTo(0.1);
            assertThat(back.value("ghi_wm2", 0)).isNaN();
            assertThat(back.value("ghi_wm2", 1)).isEqualTo(250);
        }
    }
}
