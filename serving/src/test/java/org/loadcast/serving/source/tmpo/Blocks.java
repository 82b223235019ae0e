package org.loadcast.serving.source.tmpo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Writes blocks as a Fluksometer does. */
final class Blocks {

    /** A start of level 20 and hence of every level. */
    static final long START = 1_717_567_488L - 1_717_567_488L % (1 << 20);

    private Blocks() {}

    /** A block whose counter rises by {@code watthours} every 64 seconds, from a value that follows from the time. */
    static byte[] counter(long start, int level, int watthours) {
        int count = 1 << (level - 6);
        StringBuilder times = new StringBuilder("0");
        StringBuilder values = new StringBuilder("0");
        for (int i = 1; i < count; i++) {
            times.append(",64");
            values.append(',').append(watthours);
        }
        long first = (start - START) / 64 * watthours;
        String json = "{\"h\":{\"head\":[" + start + "," + first + "],\"tail\":[" + (start + 64L * (count - 1)) + ","
                + (first + (long) watthours * (count - 1)) + "],\"vsn\":1,\"cfg\":{\"type\":\"electricity\","
                + "\"data_type\":\"counter\",\"unit\":\"Wh\",\"rid\":0}},\"t\":[" + times + "],\"v\":[" + values + "]}";
        return gzip(json);
    }

    static byte[] gzip(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    static Path write(Path root, String sensor, int level, long start, byte[] bytes) throws IOException {
        Path directory =
                Files.createDirectories(root.resolve(sensor).resolve("0").resolve(String.valueOf(level)));
        return Files.write(directory.resolve(String.valueOf(start)), bytes);
    }
}
