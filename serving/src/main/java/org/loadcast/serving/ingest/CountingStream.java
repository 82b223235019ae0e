package org.loadcast.serving.ingest;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/** A stream that tells how many bytes have been read from it. Confined to one thread. */
public final class CountingStream extends FilterInputStream {

    private final LongConsumer bytesRead;
    private long count;

    /** A stream over {@code source}; {@code bytesRead} hears the number of bytes so far after every read. */
    public CountingStream(InputStream source, LongConsumer bytesRead) {
        super(source);
        this.bytesRead = bytesRead;
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        advance(value < 0 ? 0 : 1);
        return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        advance(Math.max(0, read));
        return read;
    }

    private void advance(int bytes) {
        count += bytes;
        bytesRead.accept(count);
    }
}
