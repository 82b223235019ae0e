package org.loadcast.features.csv;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import java.util.Arrays;

/**
 * The fields of the row that was read last, without surrounding blanks.
 *
 * <p>One instance serves a whole file, so that a row costs no object: what it shows is valid until the next row is read.
 */
final class CsvRow {

    private char[] chars = new char[256];
    private int[] starts = new int[16];
    private int[] ends = new int[16];
    private int fields;
    private long line;

    long line() {
        return line;
    }

    int fields() {
        return fields;
    }

    char[] chars() {
        return chars;
    }

    int start(int field) {
        return starts[field];
    }

    int length(int field) {
        return ends[field] - starts[field];
    }

    boolean isEmpty(int field) {
        return length(field) == 0;
    }

    String text(int field) {
        return new String(chars, starts[field], length(field));
    }

    boolean isText(int field, char[] text) {
        return Arrays.equals(chars, starts[field], ends[field], text, 0, text.length);
    }

    private void begin(long startLine) {
        line = startLine;
        fields = 0;
    }

    private void add(char[] source, int offset, int length) {
        int from = offset;
        int to = offset + length;
        while (from < to && source[from] == ' ') {
            from++;
        }
        while (to > from && source[to - 1] == ' ') {
            to--;
        }
        int start = fields == 0 ? 0 : ends[fields - 1];
        if (fields == starts.length) {
            starts = Arrays.copyOf(starts, 2 * fields);
            ends = Arrays.copyOf(ends, 2 * fields);
        }
        if (start + to - from > chars.length) {
            chars = Arrays.copyOf(chars, 2 * (start + to - from));
        }
        System.arraycopy(source, from, chars, start, to - from);
        starts[fields] = start;
        ends[fields] = start + to - from;
        fields++;
    }

    /** Lets FastCSV fill one row again and again. */
    static final class Handler extends AbstractBaseCsvCallbackHandler<CsvRow> {

        private final CsvRow row = new CsvRow();

        @Override
        protected void handleBegin(long startingLineNumber) {
            row.begin(startingLineNumber);
        }

        @Override
        protected void handleField(int fieldIdx, char[] buffer, int offset, int length, boolean quoted) {
            row.add(buffer, offset, length);
        }

        @Override
        protected CsvRow buildRecord() {
            return row;
        }
    }
}
