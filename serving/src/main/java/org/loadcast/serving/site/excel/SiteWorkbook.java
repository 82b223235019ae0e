package org.loadcast.serving.site.excel;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.loadcast.serving.site.BookReader;
import org.loadcast.serving.site.BookRows;
import org.loadcast.serving.site.SiteBook;
import org.loadcast.serving.site.SiteBookException;
import org.loadcast.serving.site.SiteBookJson;

/** Reads and writes workbooks (.xlsx). */
public final class SiteWorkbook {

    private static final double COLUMN_WIDTH = 18;
    private static final String HEADER_COLOUR = "D9E2EC";

    private SiteWorkbook() {}

    /** Whether bytes begin as a workbook does. */
    public static boolean isWorkbook(byte[] bytes) {
        return ReadableWorkbook.isOOXMLZipHeader(bytes);
    }

    /**
     * Reads a workbook, or the same as YAML or JSON; they are told apart by how they begin.
     *
     * @param clocks of the meters that are known, by id
     * @throws SiteBookException with every problem, by sheet and cell or by the path of the field
     */
    public static BookReader.Read readAny(byte[] bytes, Map<String, ZoneId> clocks) {
        return isWorkbook(bytes)
                ? read(bytes, clocks)
                : SiteBookJson.read(new String(bytes, StandardCharsets.UTF_8), clocks);
    }

    /**
     * Reads a workbook.
     *
     * @param clocks of the meters that are known, by id
     * @throws SiteBookException with every problem, by sheet and cell
     */
    public static BookReader.Read read(byte[] bytes, Map<String, ZoneId> clocks) {
        Map<String, SheetTexts> sheets = SheetTexts.of(bytes).stream()
                .collect(Collectors.toMap(
                        sheet -> sheet.name().toLowerCase(Locale.ROOT),
                        sheet -> sheet,
                        (a, b) -> a,
                        LinkedHashMap::new));
        BookReader reader = new BookReader(clocks);
        for (BookRows table : BookRows.empty()) {
            SheetTexts sheet = sheets.get(table.name().toLowerCase(Locale.ROOT));
            if (sheet == null) {
                reader.problem(
                        table.name(),
                        "The sheet is missing. There are "
                                + sheets.values().stream().map(SheetTexts::name).collect(Collectors.joining(", "))
                                + ".");
            } else {
                read(sheet, table, reader);
            }
        }
        return reader.finish();
    }

    private static void read(SheetTexts sheet, BookRows table, BookReader reader) {
        if (sheet.rows().isEmpty()) {
            reader.problem(
                    sheet.name(),
                    "The sheet is empty. Its first row names the columns: " + String.join(", ", table.columns()) + ".");
            return;
        }
        Map<String, Integer> columns = header(sheet, table, reader);
        for (SheetTexts.Row row : sheet.rows().subList(1, sheet.rows().size())) {
            if (!row.isBlank()) {
                Line line = new Line(sheet.name(), row, columns);
                line.complain(reader);
                BookRows.read(reader, table.name(), line);
            }
        }
    }

    private static Map<String, Integer> header(SheetTexts sheet, BookRows table, BookReader reader) {
        SheetTexts.Row row = sheet.rows().get(0);
        Map<String, Integer> columns = new HashMap<>();
        row.cells().forEach((column, cell) -> {
            String name = cell.text().strip().toLowerCase(Locale.ROOT).replace(' ', '_');
            String place = row.place(sheet.name(), column);
            if (name.isEmpty()) {
                return;
            }
            if (!table.columns().contains(name)) {
                reader.problem(
                        place,
                        "Column '" + name + "' is not known. There are " + String.join(", ", table.columns()) + ".");
            } else if (columns.putIfAbsent(name, column) != null) {
                reader.problem(place, "Column '" + name + "' is there twice.");
            }
        });
        BookRows.required(table.name()).stream()
                .filter(name -> !columns.containsKey(name))
                .sorted()
                .forEach(name -> reader.problem(row.place(sheet.name(), 0), "Column '" + name + "' is missing."));
        return columns;
    }

    /** A row of a sheet. */
    private record Line(String sheet, SheetTexts.Row row, Map<String, Integer> columns) implements BookReader.Entry {

        private Optional<SheetTexts.CellText> cell(String field) {
            return Optional.ofNullable(columns.get(field)).flatMap(row::cell);
        }

        void complain(BookReader reader) {
            columns.keySet().stream()
                    .sorted()
                    .forEach(field -> cell(field)
                            .filter(SheetTexts.CellText::isError)
                            .ifPresent(cell ->
                                    reader.problem(place(field), "The cell holds the error " + cell.text() + ".")));
        }

        @Override
        public Optional<String> text(String field) {
            return cell(field)
                    .filter(cell -> !cell.isError())
                    .map(cell -> cell.text().strip())
                    .filter(text -> !text.isEmpty());
        }

        @Override
        public String place(String field) {
            return row.place(sheet, columns.getOrDefault(field, 0));
        }
    }

    /** Writes the workbook that {@link #read} reads. */
    public static void write(SiteBook book, OutputStream stream) throws IOException {
        try (Workbook workbook = new Workbook(stream, "Loadcast", null)) {
            for (BookRows table : BookRows.of(book)) {
                Worksheet sheet = workbook.newWorksheet(table.name());
                for (int column = 0; column < table.columns().size(); column++) {
                    sheet.value(0, column, table.columns().get(column));
                    sheet.style(0, column).bold().fillColor(HEADER_COLOUR).set();
                    sheet.width(column, COLUMN_WIDTH);
                }
                sheet.freezePane(0, 1);
                int line = 1;
                for (Map<String, String> row : table.rows()) {
                    for (int column = 0; column < table.columns().size(); column++) {
                        String text = row.get(table.columns().get(column));
                        if (text != null) {
                            sheet.value(line, column, text);
                        }
                    }
                    line++;
                }
                sheet.finish();
            }
        }
    }
}
