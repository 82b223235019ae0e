package org.loadcast.features.store.influx;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.loadcast.features.store.StoreException;

/**
 * Texts that wait on the disk, first in, first out; what was appended outlives {@code kill -9}.
 *
 * <p>Segments are only appended to: a record is its length, its CRC-32C and its bytes, forced to the disk before
 * {@link #append} returns. A segment is deleted when all of it was taken, so that after a crash some records may come again,
 * but none is lost and the order stays. A record that a crash tore at the end was never acknowledged and is cut off. One
 * process has the outbox at a time. Thread-safe.
 */
final class Outbox implements AutoCloseable {

    private static final int HEADER = Integer.BYTES * 2;
    private static final int LARGEST_RECORD = 64 << 20;
    private static final String SUFFIX = ".segment";

    private final Path directory;
    private final long capacity;
    private final long segmentBytes;
    private final FileChannel lock;
    private final Deque<Segment> segments = new ArrayDeque<>();

    /** A file of records; {@code taken} is how far they were taken. */
    private static final class Segment {
        private final Path file;
        private final RandomAccessFile bytes;
        private long size;
        private long taken;

        private Segment(Path file) throws IOException {
            this.file = file;
            // Not a FileChannel: an interrupted thread would close it.
            this.bytes = new RandomAccessFile(file.toFile(), "rw");
        }
    }

    private Outbox(Path directory, long capacity, FileChannel lock) {
        this.directory = directory;
        this.capacity = capacity;
        this.segmentBytes = Math.min(8 << 20, Math.max(1, capacity / 4));
        this.lock = lock;
    }

    /**
     * Opens an outbox with what waits in it; empty when another process has it.
     *
     * @param capacity bytes that may wait
     * @throws StoreException when the directory cannot be used, or a segment is damaged elsewhere than at its end
     */
    static Optional<Outbox> open(Path directory, long capacity) {
        try {
            Files.createDirectories(directory);
            FileChannel channel =
                    FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!lock(channel)) {
                channel.close();
                return Optional.empty();
            }
            Outbox outbox = new Outbox(directory, capacity, channel);
            boolean ready = false;
            try {
                outbox.readSegments();
                ready = true;
                return Optional.of(outbox);
            } finally {
                if (!ready) {
                    outbox.close();
                }
            }
        } catch (IOException e) {
            throw new StoreException("The outbox " + directory + " cannot be opened: " + e, e);
        }
    }

    private static boolean lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return false;
        }
    }

    private void readSegments() throws IOException {
        List<Path> files;
        try (var listed = Files.list(directory)) {
            files = new ArrayList<>(listed.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted()
                    .toList());
        }
        for (int i = 0; i < files.size(); i++) {
            Segment segment = new Segment(files.get(i));
            segment.size = wholeRecords(segment);
            if (segment.size < segment.bytes.length()) {
                if (i < files.size() - 1) {
                    throw new StoreException("The outbox file " + segment.file + " is damaged at byte " + segment.size
                            + ". Move it away to go on without the lines behind that; they are readable text.");
                }
                segment.bytes.setLength(segment.size);
                segment.bytes.getFD().sync();
            }
            segments.add(segment);
        }
        dropEmpty();
    }

    private static long wholeRecords(Segment segment) throws IOException {
        long at = 0;
        Optional<byte[]> record = record(segment, at);
        while (record.isPresent()) {
            at += HEADER + record.get().length;
            record = record(segment, at);
        }
        return at;
    }

    /** The record at {@code at}; empty when there is no whole and sound one. */
    private static Optional<byte[]> record(Segment segment, long at) throws IOException {
        long remaining = segment.bytes.length() - at - HEADER;
        if (remaining < 0) {
            return Optional.empty();
        }
        segment.bytes.seek(at);
        int length = segment.bytes.readInt();
        int checksum = segment.bytes.readInt();
        if (length <= 0 || length > remaining) {
            return Optional.empty();
        }
        byte[] bytes = new byte[length];
        segment.bytes.readFully(bytes);
        return checksum(bytes) == checksum ? Optional.of(bytes) : Optional.empty();
    }

    private static int checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    /**
     * Puts a text at the end; it is on the disk when this returns.
     *
     * @throws StoreException when there is no room for it, in the outbox or on the disk; it is not there then
     */
    synchronized void append(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        long used = bytesWaiting();
        if (used + HEADER + bytes.length > capacity || bytes.length > LARGEST_RECORD) {
            throw new StoreException("The outbox " + directory + " is full: " + used + " of " + capacity
                    + " bytes wait for InfluxDB. Bring the database back, or raise outbox_mb. Nothing was stored.");
        }
        try {
            Segment segment = segmentForAppending();
            byte[] record = ByteBuffer.allocate(HEADER + bytes.length)
                    .putInt(bytes.length)
                    .putInt(checksum(bytes))
                    .put(bytes)
                    .array();
            segment.bytes.seek(segment.size);
            segment.bytes.write(record);
            segment.bytes.getFD().sync();
            segment.size += record.length;
        } catch (IOException e) {
            throw new StoreException(
                    "The outbox " + directory + " cannot be written: " + e + " Nothing was stored. Check the disk.", e);
        }
        notifyAll();
    }

    private Segment segmentForAppending() throws IOException {
        Segment last = segments.peekLast();
        if (last != null && last.size < segmentBytes) {
            return last;
        }
        long number = last == null
                ? 1
                : Long.parseLong(last.file.getFileName().toString().replace(SUFFIX, "")) + 1;
        if (last != null) {
            // What an append that failed may have left behind its end.
            last.bytes.setLength(last.size);
        }
        Segment added = new Segment(directory.resolve(String.format("%012d%s", number, SUFFIX)));
        segments.add(added);
        forceDirectory();
        return added;
    }

    /** Makes the coming and going of files durable. */
    private void forceDirectory() throws IOException {
        try (FileChannel folder = FileChannel.open(directory, StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    /** The oldest text, which stays until it is taken; empty when none waits. */
    synchronized Optional<String> first() {
        Segment segment = segments.peekFirst();
        if (segment == null || segment.taken == segment.size) {
            return Optional.empty();
        }
        try {
            byte[] bytes = record(segment, segment.taken)
                    .orElseThrow(() -> new StoreException("The outbox file " + segment.file + " is damaged at byte "
                            + segment.taken + ". Stop, move it away and start again."));
            return Optional.of(new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("The outbox file " + segment.file + " cannot be read.", e);
        }
    }

    /** Removes the oldest text, the one that {@link #first} gave. */
    synchronized void takeFirst() {
        Segment segment = segments.getFirst();
        try {
            segment.taken += HEADER + record(segment, segment.taken).orElseThrow().length;
            dropEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException("The outbox file " + segment.file + " cannot be read.", e);
        }
    }

    private void dropEmpty() throws IOException {
        while (!segments.isEmpty() && segments.getFirst().taken == segments.getFirst().size) {
            Segment done = segments.removeFirst();
            done.bytes.close();
            Files.delete(done.file);
            forceDirectory();
        }
    }

    synchronized boolean isEmpty() {
        return bytesWaiting() == 0;
    }

    /** Bytes on the disk that are not yet taken whole. */
    synchronized long bytesWaiting() {
        return segments.stream()
                .mapToLong(segment -> segment.size - segment.taken)
                .sum();
    }

    /** Waits until a text is there. */
    synchronized void awaitFirst() throws InterruptedException {
        while (isEmpty()) {
            wait();
        }
    }

    /** Puts a text that the database will never accept aside, where people find it. */
    synchronized void setAside(String text) {
        Path file = directory.resolve("refused.lp");
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(bytes.length());
            bytes.write((text + "\n").getBytes(StandardCharsets.UTF_8));
            bytes.getFD().sync();
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + file + " cannot be written.", e);
        }
    }

    @Override
    public synchronized void close() {
        try {
            for (Segment segment : segments) {
                segment.bytes.close();
            }
            segments.clear();
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The outbox " + directory + " cannot be closed.", e);
        }
    }
}
