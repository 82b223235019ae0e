package org.loadcast.training.registry;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Keeps writers of one registry apart, in this process and in others. Readers need no lock: they see the old state or the
 * new.
 *
 * <p>The operating system frees the lock of a process that dies. On Linux, closing any channel of the lock file frees the
 * process's lock; therefore a waiter never gives up, and closes its channel only after it has held the lock itself.
 */
final class RegistryLock {

    private static final long PAUSE_MILLIS = 10;

    private final Path file;

    RegistryLock(Path file) {
        this.file = file;
    }

    /** Waits until nobody else holds the lock, and holds it during {@code work}. */
    <T> T whileHeld(DiskWork<T> work) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            waitFor(channel);
            return work.run();
        }
    }

    private static void waitFor(FileChannel channel) throws IOException {
        boolean interrupted = false;
        while (tryLock(channel).isEmpty()) {
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static Optional<FileLock> tryLock(FileChannel channel) throws IOException {
        try {
            return Optional.ofNullable(channel.tryLock());
        } catch (OverlappingFileLockException heldInThisProcess) {
            return Optional.empty();
        }
    }
}
