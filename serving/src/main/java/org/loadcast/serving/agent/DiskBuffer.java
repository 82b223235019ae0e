package org.loadcast.serving.agent;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Lines that wait on the disk, oldest first, until somebody confirms that they have them. A line is on the disk when
 * {@link #append} returns, and outlives a crash; an unfinished one at the end of a file is none.
 *
 * <p>The lines lie in numbered files. When all of a file is confirmed it goes. When there is no room, the oldest file goes, or the
 * new line, as was chosen; either is counted. Thread-safe; a second process on the same directory is refused.
 */
public final class DiskBuffer implements AutoCloseable {

    /** What goes when there is no room. */
    public enum WhenFull {
        DROP_OLDEST,
        DROP_NEWEST
    }

    /** Lines to be sent, with where they end. */
    public record Batch(List<String> lines, long file, long end) {
        public Batch {
            lines = List.copyOf(lines);
        }
    }

    private static final int FILE_BYTES = 64 << 10;
    private static final String ENDING = ".readings";

    private final Path directory;
    private final long most;
    private final WhenFull whenFull;
    private final FileChannel lockFile;
    /** Numbers of the files, oldest first; the last is written to. */
    private final Deque<Long> files = new ArrayDeque<>();

    private FileChannel newest;
    private long bytesInOlder;
    private long confirmed;
    private long dropped;

    private DiskBuffer(Path directory, long most, WhenFull whenFull, FileChannel lockFile) throws IOException {
        this.directory = directory;
        this.most = most;
        this.whenFull = whenFull;
        this.lockFile = lockFile;
        for (long number : numbers(directory)) {
            files.addLast(number);
        }
        if (files.isEmpty()) {
            files.addLast(1L);
        }
        this.newest = openNewest();
        for (long number : files) {
            bytesInOlder += number == files.getLast() ? 0 : Files.size(file(number));
        }
    }

    /**
     * Opens a directory, making it when it is not there.
     *
     * @param most bytes that may wait, from 256 KiB on
     * @throws IOException when another process has it, or it cannot be written
     */
    public static DiskBuffer open(Path directory, long most, WhenFull whenFull) throws IOException {
        if (most < 4L * FILE_BYTES) {
            throw new IllegalArgumentException(
                    "A buffer of " + most + " bytes is too small. Use at least " + 4 * FILE_BYTES + ".");
        }
        Files.createDirectories(directory);
        FileChannel lockFile =
                FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!isLocked(lockFile)) {
            lockFile.close();
            throw new IOException(
                    "Another agent has " + directory + ". Stop it, or give this one another --meter or --data.");
        }
        return new DiskBuffer(directory, most, whenFull, lockFile);
    }

    private static boolean isLocked(FileChannel lockFile) throws IOException {
        try {
            FileLock lock = lockFile.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException inThisProcess) {
            return false;
        }
    }

    private static List<Long> numbers(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(path -> String.valueOf(path.getFileName()))
                    .filter(name -> name.matches("\\d{19}\\" + ENDING))
                    .map(name -> Long.parseLong(name.substring(0, name.length() - ENDING.length())))
                    .sorted()
                    .toList();
        }
    }

    private Path file(long number) {
        return directory.resolve(String.format(Locale.ROOT, "%019d%s", number, ENDING));
    }

    /** Without the unfinished line that a crash may have left. */
    private FileChannel openNewest() throws IOException {
        Path file = file(files.getLast());
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        byte[] content = Files.readAllBytes(file);
        int end = content.length;
        while (end > 0 && content[end - 1] != '\n') {
            end--;
        }
        channel.truncate(end);
        channel.position(end);
        return channel;
    }

    /**
     * Puts a line at the end; it is on the disk when this returns.
     *
     * @return whether it was kept: not when there is no room and the newest is dropped
     */
    public synchronized boolean append(String line) throws IOException {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        if (newest.position() > 0 && newest.position() + bytes.length > FILE_BYTES) {
            nextFile();
        }
        while (bytesInOlder + newest.position() + bytes.length > most) {
            if (whenFull == WhenFull.DROP_NEWEST || files.size() == 1) {
                dropped++;
                return false;
            }
            dropOldest();
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            newest.write(buffer);
        }
        newest.force(false);
        notifyAll();
        return true;
    }

    private void nextFile() throws IOException {
        bytesInOlder += newest.position();
        newest.close();
        files.addLast(files.getLast() + 1);
        newest = openNewest();
    }

    private void dropOldest() throws IOException {
        dropped += lines(files.getFirst(), confirmed, Integer.MAX_VALUE).lines().size();
        removeOldest();
    }

    private void removeOldest() throws IOException {
        Path file = file(files.removeFirst());
        bytesInOlder -= Files.size(file);
        Files.delete(file);
        confirmed = 0;
    }

    /** The oldest lines, at most so many, of which none is confirmed; empty when there are none. */
    public synchronized Optional<Batch> oldest(int atMost) throws IOException {
        while (true) {
            Batch batch = lines(files.getFirst(), confirmed, atMost);
            if (!batch.lines().isEmpty()) {
                return Optional.of(batch);
            }
            if (files.size() == 1) {
                return Optional.empty();
            }
            removeOldest();
        }
    }

    /** The same, after waiting a while for the first one. */
    public synchronized Optional<Batch> awaitOldest(int atMost, long millis) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        Optional<Batch> batch = oldest(atMost);
        for (long left = millis; batch.isEmpty() && left > 0; ) {
            wait(left);
            left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            batch = oldest(atMost);
        }
        return batch;
    }

    private Batch lines(long number, long from, int atMost) throws IOException {
        List<String> lines = new ArrayList<>();
        byte[] bytes;
        try (RandomAccessFile file = new RandomAccessFile(file(number).toFile(), "r")) {
            file.seek(from);
            bytes = new byte[(int) (file.length() - from)];
            file.readFully(bytes);
        }
        int start = 0;
        for (int i = 0; i < bytes.length && lines.size() < atMost; i++) {
            if (bytes[i] == '\n') {
                lines.add(new String(bytes, start, i - start, StandardCharsets.UTF_8));
                start = i + 1;
            }
        }
        return new Batch(lines, number, from + start);
    }

    /** Somebody has the lines of this batch. Those that were dropped meanwhile are no matter. */
    public synchronized void confirm(Batch batch) throws IOException {
        if (batch.file() != files.getFirst()) {
            return;
        }
        confirmed = Math.max(confirmed, batch.end());
        boolean isNewest = files.size() == 1;
        if (isNewest && confirmed == newest.position()) {
            newest.truncate(0);
            newest.position(0);
            confirmed = 0;
        } else if (!isNewest && confirmed == Files.size(file(files.getFirst()))) {
            removeOldest();
        }
    }

    /** Bytes that wait. */
    public synchronized long bytes() throws IOException {
        return bytesInOlder + newest.position() - confirmed;
    }

    /** Lines that were dropped for want of room, since this was opened. */
    public synchronized long dropped() {
        return dropped;
    }

    @Override
    public synchronized void close() throws IOException {
        newest.close();
        lockFile.close();
    }
}
