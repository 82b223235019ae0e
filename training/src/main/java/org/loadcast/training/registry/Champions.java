package org.loadcast.training.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The pointer files, one for every key. A pointer that did not change on disk is not read again, so that asking for the
 * champion costs one look at the file's attributes. Thread-safe.
 */
final class Champions {

    private static final String SUFFIX = ".json";

    private final Path directory;
    private final Path staging;
    private final RegistryJson json;
    private final Map<ModelKey, Path> files = new ConcurrentHashMap<>();
    private final Map<Path, Seen> seen = new ConcurrentHashMap<>();

    /** A pointer as it was read, and how its file looked then; a replaced file has another number or time. */
    private record Seen(@Nullable Object fileKey, FileTime modified, long size, Lineage lineage) {

        boolean isStill(BasicFileAttributes now) {
            return Objects.equals(fileKey, now.fileKey())
                    && modified.equals(now.lastModifiedTime())
                    && size == now.size();
        }
    }

    Champions(Path directory, Path staging, RegistryJson json) {
        this.directory = directory;
        this.staging = staging;
        this.json = json;
    }

    /** The champions of {@code key}, read again whatever is remembered; for those who are about to change them. */
    Lineage fresh(ModelKey key) {
        seen.remove(file(key));
        return of(key);
    }

    /** The champions of {@code key}; an empty line when none was ever promoted. */
    Lineage of(ModelKey key) {
        Path file = file(key);
        Lineage lineage = at(file).orElseGet(() -> Lineage.empty(key));
        if (!lineage.key().equals(key)) {
            throw damaged(file, "it is that of " + lineage.key() + ", not of " + key);
        }
        return lineage;
    }

    /** Reads all pointers that have changed since they were read; one that cannot be used is an error. */
    void readAll() throws IOException {
        for (Path file : files()) {
            Optional<ModelKey> key = at(file).map(Lineage::key);
            if (key.isPresent() && !file(key.get()).equals(file)) {
                throw damaged(file, "it is that of " + key.get() + ", by another name");
            }
        }
    }

    private Path file(ModelKey key) {
        return files.computeIfAbsent(key, this::fileOf);
    }

    private Optional<Lineage> at(Path file) {
        Optional<BasicFileAttributes> now = attributes(file);
        if (now.isEmpty()) {
            return Optional.empty();
        }
        Seen known = seen.get(file);
        if (known != null && known.isStill(now.get())) {
            return Optional.of(known.lineage);
        }
        // A pointer that is replaced after its attributes were read counts as changed the next time.
        Lineage lineage = read(file);
        seen.put(
                file,
                new Seen(
                        now.get().fileKey(),
                        now.get().lastModifiedTime(),
                        now.get().size(),
                        lineage));
        return Optional.of(lineage);
    }

    private static Optional<BasicFileAttributes> attributes(Path file) {
        try {
            return Optional.of(Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException failed) {
            throw damaged(file, String.valueOf(failed.getMessage()));
        }
    }

    /** Reads one pointer file, whatever its key. */
    Lineage read(Path file) {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw damaged(file, "it is not a regular file");
        }
        try {
            return json.read(Files.readAllBytes(file), Lineage.class);
        } catch (IOException failed) {
            throw damaged(file, String.valueOf(failed.getMessage()));
        }
    }

    private static RegistryException damaged(Path file, String what) {
        return new RegistryException("The champion pointer " + file + " cannot be used: " + what
                + ". Delete it and promote a model of the key again.");
    }

    /** Replaces the pointer of a key; the caller holds the registry's lock. */
    void write(Lineage lineage) throws IOException {
        Disk.replace(fileOf(lineage.key()), json.write(lineage), staging);
    }

    List<Path> files() throws IOException {
        return Disk.entries(directory);
    }

    Path fileOf(ModelKey key) {
        String unique = Sha256.of(json.write(key)).substring(0, 12);
        return directory.resolve(key.stem() + "-" + unique + SUFFIX);
    }
}
