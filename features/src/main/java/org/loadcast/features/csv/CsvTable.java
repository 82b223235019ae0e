package org.loadcast.features.csv;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/** A CSV file with a header, plain or gzipped, whose rows go one by one to a {@link RowReader}. */
final class CsvTable implements Closeable {

    private static final int BUFFER = 1 << 16;

    /** Reads one row. */
    interface RowReader {

        /**
         * Reads {@code row}, which has as many fields as the header.
         *
         * @return whether the row said something new
         * @throws BadRow when the row must be left out
         */
        boolean read(CsvRow row) throws BadRow;
    }

    private final String name;
    private final CloseableIterator<CsvRow> rows;
    private final List<String> columns;

    private CsvTable(InputStream source, String name) throws IOException {
        this(source, name, ',', List.of());
    }

    /** A table of files of others; without {@code columns} the first row names them. */
    CsvTable(InputStream source, String name, char separator, List<String> columns) throws IOException {
        this.name = name;
        this.rows = CsvReader.builder()
                .fieldSeparator(separator)
                .detectBomHeader(true)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .build(new CsvRow.Handler(), plain(source), StandardCharsets.UTF_8)
                .iterator();
        this.columns = columns.isEmpty() ? readHeader() : List.copyOf(columns);
    }

    static CsvTable open(Path file) throws IOException {
        InputStream source;
        try {
            source = Files.newInputStream(file);
        } catch (NoSuchFileException e) {
            throw new CsvFormatException("File " + file + " does not exist.", e);
        }
        try {
            return new CsvTable(source, String.valueOf(file.getFileName()));
        } catch (CsvFormatException | RuntimeException e) {
            source.close();
            throw e;
        } catch (IOException e) {
            source.close();
            throw new CsvFormatException("File " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    static CsvTable of(InputStream source, String name) throws IOException {
        return new CsvTable(source, name);
    }

    /** Unpacks what starts with gzip's magic number, whatever the file is called. */
    private static InputStream plain(InputStream source) throws IOException {
        PushbackInputStream peeked = new PushbackInputStream(source, 2);
        byte[] magic = peeked.readNBytes(2);
        peeked.unread(magic);
        boolean zipped = magic.length == 2 && (magic[0] & 0xff) == 0x1f && (magic[1] & 0xff) == 0x8b;
        return zipped ? new GZIPInputStream(peeked, BUFFER) : peeked;
    }

    private List<String> readHeader() throws IOException {
        if (!hasNext()) {
            throw new CsvFormatException("File " + name + " is empty. Its first line must name the columns.");
        }
        CsvRow row = rows.next();
        List<String> names = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < row.fields(); i++) {
            names.add(row.text(i));
            if (!seen.add(row.text(i))) {
                throw new CsvFormatException("File " + name + " has the column '" + row.text(i) + "' twice.");
            }
        }
        return List.copyOf(names);
    }

    private boolean hasNext() throws IOException {
        try {
            return rows.hasNext();
        } catch (UncheckedIOException e) {
            throw new CsvFormatException("File " + name + " cannot be read to its end: " + e.getMessage(), e);
        } catch (CsvParseException e) {
            throw new CsvFormatException("File " + name + " is not valid CSV: " + e.getMessage(), e);
        }
    }

    String name() {
        return name;
    }

    List<String> columns() {
        return columns;
    }

    /** Index of the column {@code column}, or -1. */
    int find(String column) {
        return columns.indexOf(column);
    }

    /**
     * Index of the column {@code column}.
     *
     * @throws CsvFormatException when the header lacks it
     */
    int require(String column) throws CsvFormatException {
        int index = find(column);
        if (index < 0) {
            throw missing(column, "");
        }
        return index;
    }

    CsvFormatException missing(String column, String remedy) {
        return new CsvFormatException("File " + name + " has no column " + column + "; its header is "
                + String.join(",", columns) + "." + remedy);
    }

    /** Hands every row to {@code reader}; rows that it refuses, and rows of the wrong width, go to {@code rejects}. */
    CsvSummary forEach(RowReader reader, Consumer<? super RejectedRow> rejects) throws IOException {
        long accepted = 0;
        long repeated = 0;
        long rejected = 0;
        while (hasNext()) {
            CsvRow row = rows.next();
            try {
                requireWidth(row);
                if (reader.read(row)) {
                    accepted++;
                } else {
                    repeated++;
                }
            } catch (BadRow bad) {
                rejected++;
                rejects.accept(new RejectedRow(name, row.line(), bad.reason()));
            }
        }
        return new CsvSummary(accepted, repeated, rejected);
    }

    private void requireWidth(CsvRow row) throws BadRow {
        if (row.fields() != columns.size()) {
            throw new BadRow("The row has " + row.fields() + " columns, the header " + columns.size() + ".");
        }
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
