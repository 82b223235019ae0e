package org.loadcast.serving.app.files;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.loadcast.features.csv.RejectedRow;

/** Rows that an import left out: the first few to show, all of them in a file once there are more. Not thread-safe. */
public final class RejectedRows implements Consumer<RejectedRow>, AutoCloseable {

    private static final int SHOWN = 20;

    private final Path file;
    private final List<RejectedRow> first = new ArrayList<>();
    private long count;
    private @Nullable BufferedWriter writer;

    /** Rows beyond the first {@value #SHOWN} make {@code file} be written, with the first ones too. */
    public RejectedRows(Path file) {
        this.file = file;
    }

    @Override
    public void accept(RejectedRow row) {
        count++;
        if (count <= SHOWN) {
            first.add(row);
            return;
        }
        try {
            if (writer == null) {
                writer = Files.newBufferedWriter(file);
                for (RejectedRow earlier : first) {
                    write(writer, earlier);
                }
            }
            write(writer, row);
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    private static void write(BufferedWriter writer, RejectedRow row) throws IOException {
        writer.write(row.toString());
        writer.newLine();
    }

    public List<RejectedRow> first() {
        return first;
    }

    public long count() {
        return count;
    }

    /** The file with all rejected rows; empty while the first few are all. */
    Optional<Path> file() {
        return count > SHOWN ? Optional.of(file) : Optional.empty();
    }

    @Override
    public void close() throws IOException {
        if (writer != null) {
            writer.close();
        }
    }
}
