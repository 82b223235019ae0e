package org.loadcast.serving.site.excel;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellAddress;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.loadcast.serving.site.BookReader;
import org.loadcast.serving.site.BookRows;
import org.loadcast.serving.site.SiteBook;
import org.loadcast.serving.site.SiteBookException;

/** Reads and writes workbooks (.xlsx). */
public final class SiteWorkbook {

    private static final int MOST_ROWS = 200_000;
    private static final double COLUMN_WIDTH = 18;
    private static final String HEADER_COLOUR = "D9E2EC";

    private SiteWorkbook() {}

    /** Whether bytes begin as a workbook does. */
    public static boolean isWorkbook(byte[] bytes) {
        return ReadableWorkbook.isOOXMLZipHeader(bytes);
    }

    /**
     * Reads a workbook.
     *
     * @throws SiteBookException with every problem, by sheet and cell
     */
    public static BookReader.Read read(byte[] bytes) {
        BookReader reader = new BookReader();
        try (ReadableWorkbook workbook =
                new ReadableWorkbook(new ByteArrayInputStream(bytes), new ReadingOptions(true, true))) {
            Map<String, Sheet> sheets = workbook.getSheets()
                    .collect(Collectors.toMap(sheet -> sheet.getName().toLowerCase(Locale.ROOT), s -> s, (a, b) -> a));
            for (BookRows table : BookRows.empty()) {
                Sheet sheet = sheets.get(table.name().toLowerCase(Locale.ROOT));
                if (sheet == null) {
                    reader.problem(
                            table.name(),
                            "The sheet is missing. There are "
                                    + workbook.getSheets().map(Sheet::getName).collect(Collectors.joining(", ")) + ".");
                } else {
                    read(sheet, table, reader);
                }
            }
        } catch (IOException | RuntimeException damaged) {
            // The library meets some damages with exceptions of other kinds, a missing target of a relation with a null
            // pointer.
            throw new SiteBookException(List.of(
                    "The file is no workbook that can be read (" + damaged.getMessage() + "). Save it as .xlsx."));
        }
        return reader.finish();
    }

    private static void read(Sheet sheet, BookRows table, BookReader reader) throws IOException {
        Map<String, Integer> columns = new HashMap<>();
        try (Stream<Row> rows = sheet.openStream()) {
            boolean header = true;
            for (Row row : (Iterable<Row>) rows.limit(MOST_ROWS)::iterator) {
                if (header) {
                    columns.putAll(header(sheet, row, table, reader));
                    header = false;
                } else if (row.stream()
                        .anyMatch(cell -> cell != null && !text(cell).isBlank())) {
                    Line line = new Line(sheet.getName(), row, columns);
                    line.complain(reader);
                    BookRows.read(reader, table.name(), line);
                }
            }
            if (header) {
                reader.problem(
                        sheet.getName(),
                        "The sheet is empty. Its first row names the columns: " + String.join(", ", table.columns())
                                + ".");
            }
        }
    }

    private static Map<String, Integer> header(Sheet sheet, Row row, BookRows table, BookReader reader) {
        Map<String, Integer> columns = new HashMap<>();
        for (Cell cell : row) {
            String name = cell == null
                    ? ""
                    : text(cell).strip().toLowerCase(Locale.ROOT).replace(' ', '_');
            if (cell == null || name.isEmpty()) {
                continue;
            }
            String place = place(sheet.getName(), cell.getAddress());
            if (!table.columns().contains(name)) {
                reader.problem(
                        place,
                        "Column '" + name + "' is not known. There are " + String.join(", ", table.columns()) + ".");
            } else if (columns.putIfAbsent(name, cell.getColumnIndex()) != null) {
                reader.problem(place, "Column '" + name + "' is there twice.");
            }
        }
        Set<String> missing = new HashSet<>(BookRows.required(table.name()));
        missing.removeAll(columns.keySet());
        missing.stream()
                .sorted()
                .forEach(name -> reader.problem(
                        place(sheet.getName(), new CellAddress(row.getRowNum() - 1, 0)),
                        "Column '" + name + "' is missing."));
        return columns;
    }

    private static String place(String sheet, CellAddress address) {
        return sheet + "!" + address;
    }

    /** A date as ISO, a number without needless digits, everything else as it is shown. */
    private static String text(Cell cell) {
        if (cell.getType() == CellType.NUMBER) {
            String format = Optional.ofNullable(cell.getDataFormatString()).orElse("");
            if (isDate(format)) {
                String time = cell.asDate().toString();
                return time.endsWith("T00:00") ? time.substring(0, time.indexOf('T')) : time;
            }
            return cell.asNumber().stripTrailingZeros().toPlainString();
        }
        return Optional.ofNullable(cell.getType() == CellType.FORMULA ? cell.getRawValue() : cell.getText())
                .orElse("");
    }

    private static boolean isDate(String format) {
        String bare = format.replaceAll("\"[^\"]*\"|\\[[^\\]]*\\]|\\\\.", "").toLowerCase(Locale.ROOT);
        return bare.indexOf('y') >= 0 || bare.indexOf('d') >= 0 || bare.indexOf('h') >= 0;
    }

    /** A row of a sheet. */
    private record Line(String sheet, Row row, Map<String, Integer> columns) implements BookReader.Entry {

        private Optional<Cell> cell(String field) {
            Integer column = columns.get(field);
            return column == null || column >= row.getCellCount() ? Optional.empty() : row.getOptionalCell(column);
        }

        void complain(BookReader reader) {
            columns.keySet().stream()
                    .sorted()
                    .forEach(field -> cell(field)
                            .filter(cell -> cell.getType() == CellType.ERROR)
                            .ifPresent(cell -> reader.problem(
                                    place(field), "The cell holds the error " + cell.getRawValue() + ".")));
        }

        @Override
        public Optional<String> text(String field) {
            return cell(field)
                    .filter(cell -> cell.getType() != CellType.ERROR)
                    .map(cell -> SiteWorkbook.text(cell).strip())
                    .filter(text -> !text.isEmpty());
        }

        @Override
        public String place(String field) {
            return SiteWorkbook.place(sheet, new CellAddress(row.getRowNum() - 1, columns.getOrDefault(field, 0)));
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
