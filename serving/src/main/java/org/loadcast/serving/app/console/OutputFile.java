package org.loadcast.serving.app.console;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Where a command writes data: a file, gzipped when its name ends in {@code .gz}, or standard output. */
public final class OutputFile {

    private static final int BUFFER = 1 << 16;

    private OutputFile() {}

    /** Opens {@code file}, or standard output when it is null; closing leaves standard output open. */
    public static OutputStream open(@Nullable Path file, Console console) throws IOException {
        if (file == null) {
            return new BufferedOutputStream(unclosed(console.out()), BUFFER);
        }
        OutputStream target = new BufferedOutputStream(Files.newOutputStream(file), BUFFER);
        return file.toString().endsWith(".gz") ? new GZIPOutputStream(target, BUFFER) : target;
    }

    private static OutputStream unclosed(OutputStream stream) {
        return new FilterOutputStream(stream) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write(bytes, offset, length);
            }

            @Override
            public void close() throws IOException {
                flush();
            }
        };
    }
}
