package org.loadcast.features.csv;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.loadcast.features.weather.WeatherRun;
import org.loadcast.features.weather.WeatherTable;

/**
 * Weather files: {@code timestamp,location_id} and then any variables, each a column named with its unit
 * ({@code temperature_c}, {@code ghi_wm2}, ...); forecasts have an {@code available_at} as well.
 *
 * <p>Unknown variables are kept by name. An empty field is a missing value; any other text that is not a number rejects
 * the row. Two rows of one time and location complete each other; when they disagree, the later one is rejected.
 */
public final class WeatherCsv {

    static final String AVAILABLE_AT = "available_at";

    private WeatherCsv() {}

    /**
     * Reads measured weather, plain or gzipped.
     *
     * @return a table for each location, in the order of the file
     * @throws CsvFormatException when there is no such file, it breaks off, or its header lacks a column or has
     *     {@code available_at}, which only a forecast has
     */
    public static List<WeatherTable> read(Path file, Consumer<? super RejectedRow> rejects) throws IOException {
        try (CsvTable table = CsvTable.open(file)) {
            if (table.find(AVAILABLE_AT) >= 0) {
                throw new CsvFormatException("File " + table.name() + " has a column " + AVAILABLE_AT
                        + ", so it holds weather forecasts, not measured weather. Read it as a forecast file.");
            }
            return runs(table, rejects).stream().map(WeatherRun::table).toList();
        }
    }

    /**
     * Reads weather forecasts, plain or gzipped. A row without {@code available_at} was known at every cutoff.
     *
     * @return a run for each location and {@code available_at}, in the order of the file
     * @throws CsvFormatException when there is no such file, its header lacks a column, or it breaks off
     */
    public static List<WeatherRun> readForecasts(Path file, Consumer<? super RejectedRow> rejects) throws IOException {
        try (CsvTable table = CsvTable.open(file)) {
            return runs(table, rejects);
        }
    }

    private static List<WeatherRun> runs(CsvTable table, Consumer<? super RejectedRow> rejects) throws IOException {
        WeatherRows rows = new WeatherRows(table);
        table.forEach(rows, rejects);
        return rows.runs();
    }

    /** Writes measured weather, gzipped when the name ends in {@code .gz}. */
    public static void write(Path file, List<WeatherTable> tables) throws IOException {
        Set<String> variables = variables(tables);
        try (CsvFileWriter writer = new CsvFileWriter(file, header(variables, List.of()))) {
            for (WeatherTable table : tables) {
                writeRows(writer, table, variables, List.of());
            }
        }
    }

    /** Writes weather forecasts, gzipped when the name ends in {@code .gz}. */
    public static void writeForecasts(Path file, List<WeatherRun> runs) throws IOException {
        Set<String> variables = variables(runs.stream().map(WeatherRun::table).toList());
        try (CsvFileWriter writer = new CsvFileWriter(file, header(variables, List.of(AVAILABLE_AT)))) {
            for (WeatherRun run : runs) {
                boolean always = run.availableAt().equals(Instant.MIN);
                writeRows(
                        writer,
                        run.table(),
                        variables,
                        List.of(always ? "" : run.availableAt().toString()));
            }
        }
    }

    private static Set<String> variables(List<WeatherTable> tables) {
        Set<String> variables = new LinkedHashSet<>();
        tables.forEach(table -> variables.addAll(table.variables()));
        return variables;
    }

    private static List<String> header(Set<String> variables, List<String> last) {
        List<String> header = new ArrayList<>(List.of("timestamp", "location_id"));
        header.addAll(variables);
        header.addAll(last);
        return header;
    }

    private static void writeRows(CsvFileWriter writer, WeatherTable table, Set<String> variables, List<String> last)
            throws IOException {
        for (int row = 0; row < table.rows(); row++) {
            List<String> fields = new ArrayList<>(List.of(table.timestamp(row).toString(), table.location()));
            for (String variable : variables) {
                double value = table.value(variable, row);
                fields.add(Double.isNaN(value) ? "" : Double.toString(value));
            }
            fields.addAll(last);
            writer.write(fields);
        }
    }
}
