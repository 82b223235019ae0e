package org.loadcast.serving.site.excel;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellAddress;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Sheet;
import org.loadcast.serving.site.SiteBookException;

/**
 * A sheet of a workbook as texts.
 *
 * @param rows those that hold anything, in their order
 */
record SheetTexts(String name, List<Row> rows) {

    private static final int MOST_ROWS = 200_000;

    /**
     * A row.
     *
     * @param number from 1, as it is shown
     * @param cells by column, from 0
     */
    record Row(int number, SortedMap<Integer, CellText> cells) {

        Optional<CellText> cell(int column) {
            return Optional.ofNullable(cells.get(column));
        }

        boolean isBlank() {
            return cells.values().stream().allMatch(cell -> cell.text().isBlank());
        }

        String place(String sheet, int column) {
            return sheet + "!" + new CellAddress(number - 1, column);
        }
    }

    /**
     * A cell.
     *
     * @param text a date as ISO, a number without needless digits, everything else as it is shown
     * @param isError whether that is the name of an error
     */
    record CellText(String text, boolean isError) {

        static CellText of(Cell cell) {
            if (cell.getType() == CellType.NUMBER) {
                return new CellText(number(cell), false);
            }
            boolean raw = cell.getType() == CellType.FORMULA || cell.getType() == CellType.ERROR;
            return new CellText(
                    Optional.ofNullable(raw ? cell.getRawValue() : cell.getText())
                            .orElse(""),
                    cell.getType() == CellType.ERROR);
        }

        private static String number(Cell cell) {
            if (isDate(Optional.ofNullable(cell.getDataFormatString()).orElse(""))) {
                String time = cell.asDate().toString();
                return time.endsWith("T00:00") ? time.substring(0, time.indexOf('T')) : time;
            }
            return cell.asNumber().stripTrailingZeros().toPlainString();
        }

        private static boolean isDate(String format) {
            String bare =
                    format.replaceAll("\"[^\"]*\"|\\[[^\\]]*\\]|\\\\.", "").toLowerCase(Locale.ROOT);
            return bare.indexOf('y') >= 0 || bare.indexOf('d') >= 0 || bare.indexOf('h') >= 0;
        }
    }

    /**
     * The sheets of a workbook.
     *
     * @throws SiteBookException when it cannot be read
     */
    static List<SheetTexts> of(byte[] bytes) {
        try (ReadableWorkbook workbook =
                new ReadableWorkbook(new ByteArrayInputStream(bytes), new ReadingOptions(true, true))) {
            List<SheetTexts> sheets = new ArrayList<>();
            for (Sheet sheet : workbook.getSheets().toList()) {
                sheets.add(of(sheet));
            }
            return sheets;
        } catch (IOException | RuntimeException damaged) {
            // The library meets damages with exceptions of any kind, null pointers among them; and nothing but the
            // library is at work in here.
            throw new SiteBookException(List.of(
                    "The file is no workbook that can be read (" + damaged.getMessage() + "). Save it as .xlsx."));
        }
    }

    private static SheetTexts of(Sheet sheet) throws IOException {
        try (Stream<org.dhatim.fastexcel.reader.Row> rows = sheet.openStream()) {
            return new SheetTexts(
                    sheet.getName(),
                    rows.limit(MOST_ROWS).map(SheetTexts::texts).toList());
        }
    }

    private static Row texts(org.dhatim.fastexcel.reader.Row row) {
        SortedMap<Integer, CellText> cells = new TreeMap<>();
        for (Cell cell : row) {
            if (cell != null) {
                cells.put(cell.getColumnIndex(), CellText.of(cell));
            }
        }
        return new Row(row.getRowNum(), cells);
    }
}
