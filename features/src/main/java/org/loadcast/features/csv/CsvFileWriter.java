package org.loadcast.features.csv;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Writes the records of a CSV file, gzipped when its name ends in {@code .gz}. */
final class CsvFileWriter implements Closeable {

    private static final int BUFFER = 1 << 16;

    private final CsvWriter writer;

    CsvFileWriter(Path file, Iterable<String> header) throws IOException {
        this(packed(file), header);
    }

    CsvFileWriter(OutputStream target, Iterable<String> header) throws IOException {
        this.writer = CsvWriter.builder().build(target);
        write(header);
    }

    private static OutputStream packed(Path file) throws IOException {
        OutputStream target = Files.newOutputStream(file);
        return file.toString().endsWith(".gz") ? new GZIPOutputStream(target, BUFFER) : target;
    }

    void write(Iterable<String> fields) throws IOException {
        try {
            writer.writeRecord(fields);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
