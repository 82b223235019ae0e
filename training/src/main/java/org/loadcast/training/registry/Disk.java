package org.loadcast.training.registry;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** File operations that survive the loss of power: forced to disk, then renamed. */
final class Disk {

    private Disk() {}

    /** Replaces {@code file} by one with {@code content}; readers see the old content or the new. */
    static void replace(Path file, byte[] content, Path staging) throws IOException {
        Path temporary = staging.resolve(UUID.randomUUID() + ".json");
        try {
            Files.write(temporary, content, StandardOpenOption.CREATE_NEW);
            force(temporary);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
        forceDirectory(parentOf(file));
    }

    /** Forces a finished directory to disk and gives it its final name, which must be free. */
    static void publish(Path finished, Path target) throws IOException {
        for (Path path : tree(finished)) {
            if (Files.isDirectory(path)) {
                forceDirectory(path);
            } else {
                force(path);
            }
        }
        rename(finished, target);
    }

    /** Gives a directory a new name, which must be free, in one step. */
    static void rename(Path directory, Path target) throws IOException {
        Files.move(directory, target, StandardCopyOption.ATOMIC_MOVE);
        forceDirectory(parentOf(target));
    }

    /** Deletes a directory and all below it, if it is there; links are deleted, not followed. */
    static void deleteTree(Path directory) throws IOException {
        if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            for (Path path : tree(directory)) {
                Files.delete(path);
            }
        }
    }

    /** Everything in {@code directory} and itself, children before their parents; links are not followed. */
    static List<Path> tree(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            return paths.sorted(Comparator.reverseOrder()).toList();
        }
    }

    /** Entries of {@code directory} by name. */
    static List<Path> entries(Path directory) throws IOException {
        try (Stream<Path> paths = Files.list(directory)) {
            return paths.sorted().toList();
        }
    }

    private static void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /** Makes renames in {@code directory} last. Windows can neither open a directory nor needs it. */
    private static void forceDirectory(Path directory) throws IOException {
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static Path parentOf(Path path) throws IOException {
        Path parent = path.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IOException(path + " has no parent directory.");
        }
        return parent;
    }
}
