package org.loadcast.features.csv;

import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.loadcast.features.calendar.DaysOff;

/**
 * Holiday files: {@code date,name}, one row a holiday, the date local ({@code 2021-12-25}).
 *
 * <p>With a column {@code kind} a row may be a {@code vacation} instead of a {@code holiday} (which an empty one is), and with a column
 * {@code until} it covers all days from its date to that one, both included.
 */
public final class HolidayCsv {

    private static final String NAMELESS = "holiday";
    private static final String VACATION = "vacation";
    private static final int LONGEST_DAYS = 366;

    private HolidayCsv() {}

    /**
     * Reads days off, plain or gzipped. Two holidays on one date share an entry, their names joined by {@code " / "}.
     *
     * @throws CsvFormatException when there is no such file, its header lacks a column, or it breaks off
     */
    public static DaysOff read(Path file, Consumer<? super RejectedRow> rejects) throws IOException {
        SortedMap<LocalDate, String> holidays = new TreeMap<>();
        SortedMap<LocalDate, String> vacations = new TreeMap<>();
        try (CsvTable table = CsvTable.open(file)) {
            int dateField = table.require("date");
            int nameField = table.require("name");
            int kindField = table.find("kind");
            int untilField = table.find("until");
            table.forEach(
                    row -> {
                        LocalDate from = date("date", row.text(dateField));
                        LocalDate until =
                                untilField < 0 || row.isEmpty(untilField) ? from : date("until", row.text(untilField));
                        boolean vacation = kindField >= 0 && isVacation(row.text(kindField));
                        return add(vacation ? vacations : holidays, from, until, row.text(nameField));
                    },
                    rejects);
        }
        return new DaysOff(holidays, vacations);
    }

    private static boolean isVacation(String kind) throws BadRow {
        return switch (kind) {
            case VACATION -> true;
            case "", NAMELESS -> false;
            default ->
                throw new BadRow("kind '" + kind + "' is neither '" + NAMELESS + "' nor '" + VACATION
                        + "'. Leave it empty for a holiday.");
        };
    }

    private static boolean add(SortedMap<LocalDate, String> days, LocalDate from, LocalDate until, String text)
            throws BadRow {
        long length = from.until(until, ChronoUnit.DAYS) + 1;
        if (length < 1 || length > LONGEST_DAYS) {
            throw new BadRow("until '" + until + "' is not within a year after date '" + from
                    + "'. It is the last day off; leave it empty for one day.");
        }
        boolean isNew = false;
        for (LocalDate day = from; !day.isAfter(until); day = day.plusDays(1)) {
            isNew |= add(days, day, text);
        }
        return isNew;
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

    private static LocalDate date(String field, String text) throws BadRow {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new BadRow(field + " '" + text + "' is not a date. Write it as 2021-12-25.");
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
