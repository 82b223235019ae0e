package org.loadcast.features.csv;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.Consumer;

/**
 * A CSV file of somebody else's making, plain or gzipped: any separator, decimal point or comma, columns by their names in the
 * header or, in a file without one, by the names that the caller gives. Not thread-safe.
 */
public final class ForeignCsv implements Closeable {

    /** Reads one row. */
    @FunctionalInterface
    public interface RowReader {

        /**
         * Reads {@code row}, which has as many fields as there are columns; what it shows is valid until this returns.
         *
         * @return whether the row said something new
         * @throws BadRow when the row must be left out
         */
        boolean read(Row row) throws BadRow;
    }

    private final CsvTable table;
    private final Fields numbers;

    private ForeignCsv(CsvTable table, char decimalMark) {
        this.table = table;
        this.numbers = new Fields(decimalMark);
    }

    /**
     * A file whose first row names the columns.
     *
     * @param name what to call the file in messages
     * @throws CsvFormatException when it is empty or names a column twice
     */
    public static ForeignCsv open(InputStream source, String name, char separator, char decimalMark)
            throws IOException {
        return new ForeignCsv(new CsvTable(source, name, separator, List.of()), decimalMark);
    }

    /** A file without a header, whose columns are these. */
    public static ForeignCsv openWithoutHeader(
            InputStream source, String name, char separator, char decimalMark, List<String> columns)
            throws IOException {
        return new ForeignCsv(new CsvTable(source, name, separator, columns), decimalMark);
    }

    public List<String> columns() {
        return table.columns();
    }

    /** Index of the column {@code column}, or -1. */
    public int find(String column) {
        return table.find(column);
    }

    /**
     * Index of the column {@code column}.
     *
     * @throws CsvFormatException when there is none
     */
    public int require(String column) throws CsvFormatException {
        return table.require(column);
    }

    /**
     * Hands every row to {@code reader}; rows that it refuses, and rows of the wrong width, go to {@code rejects}.
     *
     * @throws CsvFormatException when the file breaks off
     */
    public CsvSummary forEach(RowReader reader, Consumer<? super RejectedRow> rejects) throws IOException {
        Row shown = new Row();
        return table.forEach(
                row -> {
                    shown.row = row;
                    return reader.read(shown);
                },
                rejects);
    }

    @Override
    public void close() throws IOException {
        table.close();
    }

    /** The row that is read at the moment. */
    public final class Row {

        private CsvRow row = new CsvRow();

        private Row() {}

        /** Line of the file on which the row starts, from 1. */
        public long line() {
            return row.line();
        }

        public boolean isEmpty(int field) {
            return row.isEmpty(field);
        }

        /** The field without surrounding blanks. */
        public String text(int field) {
            return row.text(field);
        }

        /**
         * The field as a number.
         *
         * @throws BadRow when it is no finite number
         */
        public double number(int field) throws BadRow {
            return numbers.number(row, field, columns().get(field));
        }
    }
}
