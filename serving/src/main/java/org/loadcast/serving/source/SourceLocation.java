package org.loadcast.serving.source;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.loadcast.serving.ingest.CountingStream;

/** Where a source is: a file, and for some formats a directory or an address. */
public final class SourceLocation {

    private static final int BUFFER = 1 << 16;

    private final String text;
    private final LongConsumer bytesRead;

    private SourceLocation(String text, LongConsumer bytesRead) {
        this.text = text;
        this.bytesRead = bytesRead;
    }

    /** A place as it stands on a command line. */
    public static SourceLocation of(String text) {
        return new SourceLocation(text, bytes -> {});
    }

    /** The same place; {@code listener} hears how many bytes of the file have been read. */
    public SourceLocation toldTo(LongConsumer listener) {
        return new SourceLocation(text, listener);
    }

    /** The address; empty for files and directories. */
    public Optional<URI> address() {
        return text.startsWith("http://") || text.startsWith("https://")
                ? Optional.of(URI.create(text))
                : Optional.empty();
    }

    /** The file or directory. */
    public Path path() {
        return Path.of(text);
    }

    /** The last part of the path: what to call it in messages. */
    public String name() {
        return address().isPresent() ? text : String.valueOf(path().getFileName());
    }

    /** The name without its endings: {@code ETTh1} for {@code ETTh1.csv.gz}. */
    public String stem() {
        return name().replaceFirst("(\\.[A-Za-z0-9]{1,5})+$", "");
    }

    /** The size of the file in bytes, 0 when it is none. */
    public long size() throws IOException {
        return address().isEmpty() && Files.isRegularFile(path()) ? Files.size(path()) : 0;
    }

    /**
     * The bytes of the file, unpacked when it is gzipped; of a ZIP archive those of its first file.
     *
     * @throws SourceException when there is no such file, or nothing in the archive
     */
    public InputStream open() throws IOException {
        if (address().isPresent() || !Files.isRegularFile(path()) || !Files.isReadable(path())) {
            throw new SourceException("File " + text + " does not exist or cannot be read.");
        }
        InputStream file = new BufferedInputStream(new CountingStream(Files.newInputStream(path()), bytesRead), BUFFER);
        try {
            return unpacked(file);
        } catch (IOException broken) {
            file.close();
            throw broken;
        }
    }

    private InputStream unpacked(InputStream file) throws IOException {
        file.mark(4);
        byte[] magic = file.readNBytes(4);
        file.reset();
        if (magic.length >= 2 && (magic[0] & 0xff) == 0x1f && (magic[1] & 0xff) == 0x8b) {
            return new GZIPInputStream(file, BUFFER);
        }
        boolean zip = magic.length == 4 && magic[0] == 'P' && magic[1] == 'K' && magic[2] == 3 && magic[3] == 4;
        return zip ? firstOf(new ZipInputStream(file)) : file;
    }

    private InputStream firstOf(ZipInputStream archive) throws IOException {
        for (ZipEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
            // macOS puts a shadow of each file into its archives.
            if (!entry.isDirectory() && !entry.getName().startsWith("__MACOSX")) {
                return archive;
            }
        }
        throw new SourceException("Archive " + text + " holds no file.");
    }

    @Override
    public String toString() {
        return text;
    }
}
