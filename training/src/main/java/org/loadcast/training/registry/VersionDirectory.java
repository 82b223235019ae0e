package org.loadcast.training.registry;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.loadcast.training.registry.ModelVersion.ModelFile;

/**
 * One version on disk.
 *
 * <pre>
 * manifest.json     the {@link ModelVersion}, with size and SHA-256 of every other file
 * manifest.sha256   checksum of the manifest itself, in the form that {@code sha256sum -c} reads
 * MODEL_CARD.md     for people
 * model/            what {@code FittedForecaster.save} wrote
 * </pre>
 */
final class VersionDirectory {

    private static final String MANIFEST = "manifest.json";
    private static final String MANIFEST_SUM = "manifest.sha256";
    private static final String MODEL = "model";
    private static final int LARGEST_MANIFEST = 16 << 20;
    private static final DateTimeFormatter COMPACT =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final Path path;
    private final RegistryJson json;

    VersionDirectory(Path path, RegistryJson json) {
        this.path = path;
        this.json = json;
    }

    /** Writes a candidate into this directory, which is new, and returns the manifest. */
    ModelVersion write(Candidate candidate, Clock clock) throws IOException {
        candidate.forecaster().save(Files.createDirectories(model()));
        List<ModelFile> files = new ArrayList<>(present().values());
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        ModelVersion withoutCard = new ModelVersion(
                ModelVersion.FORMAT,
                idOf(candidate, now, files),
                candidate.key(),
                now,
                candidate.provenance(),
                candidate.evaluation(),
                files);
        Files.writeString(
                path.resolve(ModelCard.FILE),
                ModelCard.of(withoutCard) + candidate.insight().markdown());
        ModelVersion version = new ModelVersion(
                withoutCard.format(),
                withoutCard.id(),
                withoutCard.key(),
                withoutCard.createdAt(),
                withoutCard.provenance(),
                withoutCard.evaluation(),
                List.copyOf(present().values()));
        byte[] manifest = json.write(version);
        Files.write(path.resolve(MANIFEST), manifest);
        Files.writeString(path.resolve(MANIFEST_SUM), sumLine(manifest));
        return version;
    }

    /** The suffix hashes all that makes this model another one than the last of the same second. */
    private String idOf(Candidate candidate, Instant now, List<ModelFile> files) {
        byte[] content = json.write(List.of(
                candidate.key(),
                candidate.provenance(),
                candidate.evaluation(),
                files,
                path.getFileName().toString()));
        return candidate.key().stem() + "-" + COMPACT.format(now) + "-"
                + Sha256.of(content).substring(0, 8);
    }

    /**
     * The card as it was written.
     *
     * @throws RegistryException when its content is another one than was written
     */
    String card(ModelVersion version) throws IOException {
        byte[] content = Files.readAllBytes(path.resolve(ModelCard.FILE));
        if (version.files().stream()
                .noneMatch(file ->
                        file.path().equals(ModelCard.FILE) && file.sha256().equals(Sha256.of(content)))) {
            throw damaged(ModelCard.FILE + " has other content than was written (SHA-256)");
        }
        return new String(content, StandardCharsets.UTF_8);
    }

    /** The directory that the family reads. */
    Path model() {
        return path.resolve(MODEL);
    }

    /**
     * The manifest, after its checksum was compared.
     *
     * @throws RegistryException when it is missing, changed or not one of this directory
     */
    ModelVersion manifest() {
        Path file = path.resolve(MANIFEST);
        try {
            requireSmallFile(file);
            byte[] manifest = Files.readAllBytes(file);
            requireSmallFile(path.resolve(MANIFEST_SUM));
            if (!Files.readString(path.resolve(MANIFEST_SUM)).equals(sumLine(manifest))) {
                throw damaged(MANIFEST + " does not have the checksum in " + MANIFEST_SUM);
            }
            ModelVersion version = json.read(manifest, ModelVersion.class);
            if (!version.id().equals(name())) {
                throw damaged(MANIFEST + " is that of " + version.id());
            }
            return version;
        } catch (IOException failed) {
            throw new RegistryException(
                    "Model " + name() + " cannot be read: " + file + ": " + failed.getMessage(), failed);
        }
    }

    private void requireSmallFile(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw damaged(file.getFileName() + " is missing or not a regular file");
        }
        if (Files.size(file) > LARGEST_MANIFEST) {
            throw damaged(file.getFileName() + " is larger than any manifest");
        }
    }

    private RegistryException damaged(String what) {
        return new RegistryException("Model " + name() + " is damaged: " + what + ". Restore " + path
                + " from a backup, or roll back and train again.");
    }

    /** Refuses to go on when a file is missing, changed or extra. */
    void requireIntact(ModelVersion version) throws IOException {
        List<String> faults = faults(version);
        if (!faults.isEmpty()) {
            throw damaged(String.join("; ", faults));
        }
    }

    /** Everything that differs between the files on disk and {@code version}, the manifest. */
    List<String> faults(ModelVersion version) throws IOException {
        List<String> faults = new ArrayList<>();
        Map<String, ModelFile> present = present();
        for (ModelFile expected : version.files()) {
            ModelFile found = present.remove(expected.path());
            if (found == null) {
                faults.add(expected.path() + " is missing");
            } else if (found.size() != expected.size()) {
                faults.add(expected.path() + " has " + found.size() + " bytes instead of " + expected.size());
            } else if (!found.sha256().equals(expected.sha256())) {
                faults.add(expected.path() + " has other content than was written (SHA-256)");
            }
        }
        present.keySet().forEach(extra -> faults.add(extra + " does not belong there"));
        return faults;
    }

    /** Every file but the manifest, by path; a link or anything else that is neither file nor directory is refused. */
    private Map<String, ModelFile> present() throws IOException {
        Map<String, ModelFile> files = new TreeMap<>();
        for (Path file : Disk.tree(path)) {
            String relative = path.relativize(file).toString().replace('\\', '/');
            boolean isManifest = relative.equals(MANIFEST) || relative.equals(MANIFEST_SUM);
            if (!isManifest && !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    throw damaged(relative + " is neither a file nor a directory");
                }
                files.put(relative, new ModelFile(relative, Files.size(file), Sha256.of(file)));
            }
        }
        return files;
    }

    private String name() {
        return path.getFileName().toString();
    }

    private static String sumLine(byte[] manifest) {
        return Sha256.of(manifest) + "  " + MANIFEST + "\n";
    }
}
