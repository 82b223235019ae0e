package org.loadcast.serving.app.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.loadcast.features.store.sqlite.SqliteStores;
import org.loadcast.serving.app.console.CommandFailure;

/**
 * A copy of a data directory: the embedded store as it was at one moment, and the models.
 *
 * @param directory where the copy is
 */
public record DataBackup(Path directory) {

    private static final String MODELS = "models";

    /** What a copy holds. */
    public record Content(long storeBytes, long modelFiles) {}

    /**
     * Copies an installation, which may be at work meanwhile.
     *
     * @throws CommandFailure when the directory is not empty, or the copy is not sound
     */
    public Content takeFrom(Path data) throws IOException {
        requireEmpty(directory, "Choose another --out for this backup.");
        Files.createDirectories(directory);
        // Models first: what the store knows of jobs and trials may then only be newer than they are, never older.
        long models = copyModels(data.resolve(MODELS), directory.resolve(MODELS));
        try (SqliteStores stores = SqliteStores.open(data)) {
            stores.backup(store(directory));
        }
        requireSound();
        return new Content(Files.size(store(directory)), models);
    }

    /**
     * Puts the copy into a directory that holds no store yet.
     *
     * @throws CommandFailure when there is no copy, it is not sound, or {@code data} holds something
     */
    public Content putInto(Path data) throws IOException {
        if (!Files.isRegularFile(store(directory))) {
            throw new CommandFailure("There is no backup in " + directory + ": it has no " + SqliteStores.FILE_NAME
                    + ". Name the directory that 'loadcast backup' wrote.");
        }
        requireEmpty(data, "Restore into an empty directory (--data), or move this one away first.");
        requireSound();
        Files.createDirectories(data);
        long models = copyModels(directory.resolve(MODELS), data.resolve(MODELS));
        // The store last: a directory without one is no installation, so a restore that broke off is not mistaken for
        // one.
        Path part = data.resolve(SqliteStores.FILE_NAME + ".part");
        Files.copy(store(directory), part, StandardCopyOption.REPLACE_EXISTING);
        Files.move(part, store(data), StandardCopyOption.ATOMIC_MOVE);
        return new Content(Files.size(store(data)), models);
    }

    private void requireSound() {
        List<String> problems;
        try (SqliteStores copy = SqliteStores.open(directory)) {
            problems = copy.integrityProblems();
        }
        if (!problems.isEmpty()) {
            throw new CommandFailure("The backup in " + directory + " is damaged: " + problems.get(0)
                    + ". Take another one; './loadcast doctor' examines the original.");
        }
    }

    private static Path store(Path directory) {
        return directory.resolve(SqliteStores.FILE_NAME);
    }

    private static void requireEmpty(Path directory, String remedy) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.list(directory)) {
                if (files.findAny().isPresent()) {
                    throw new CommandFailure(directory + " is not empty. " + remedy);
                }
            }
        }
    }

    private static long copyModels(Path from, Path to) throws IOException {
        if (!Files.isDirectory(from)) {
            return 0;
        }
        try (Stream<Path> files = Files.walk(from)) {
            return files.mapToLong(file -> copy(file, to.resolve(from.relativize(file))))
                    .sum();
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
    }

    private static long copy(Path file, Path target) {
        try {
            if (Files.isDirectory(file)) {
                Files.createDirectories(target);
                return 0;
            }
            Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
            return 1;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
