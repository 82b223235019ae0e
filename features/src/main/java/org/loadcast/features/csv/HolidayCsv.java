package org.loadcast.features.csv;

import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Holiday files: {@code date,name}, one row a holiday, the date local ({@code 2021-12-25}). */
public final class HolidayCsv {

    private static final String NAMELESS = "holiday";

    private HolidayCsv() {}

    /**
     * Reads holidays, plain or gzipped. Two holidays on one date share an entry, their names joined by {@code " / "}.
     *
     * @throws CsvFormatException when there is no such file, its header lacks a column, or it breaks off
     */
    public static SortedMap<LocalDate, String> read(Path file, Consumer<? super RejectedRow> rejects)
            throws IOException {
        SortedMap<LocalDate, String> holidays = new TreeMap<>();
        try (CsvTable table = CsvTable.open(file)) {
            int dateField = table.require("date");
            int nameField = table.require("name");
            table.forEach(row -> add(holidays, date(row.text(dateField)), row.text(nameField)), rejects);
        }
        return holidays;
    }

    private static boolean add(SortedMap<LocalDate, String> holidays, LocalDate date, String text) {
        String name = text.isEmpty() ? NAMELESS : text;
        String known = holidays.getOrDefault(date, "");
        if (List.of(known.split(" / ", -1)).contains(name)) {
            return false;
        }
        holidays.put(date, known.isEmpty() ? name : known + " / " + name);
        return true;
    }

    private static LocalDate date(String text) throws BadRow {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new BadRow("date '" + text + "' is not a date. Write it as 2021-12-25.");
        }
    }

    /** Writes holidays by date, gzipped when the name ends in {@code .gz}. */
    public static void write(Path file, Map<LocalDate, String> holidays) throws IOException {
        try (CsvFileWriter writer = new CsvFileWriter(file, List.of("date", "name"))) {
            for (Map.Entry<LocalDate, String> holiday : new TreeMap<>(holidays).entrySet()) {
                writer.write(List.of(holiday.getKey().toString(), holiday.getValue()));
            }
        }
    }
}
