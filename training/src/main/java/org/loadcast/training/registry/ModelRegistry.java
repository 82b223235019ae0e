package org.loadcast.training.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.loadcast.training.forecaster.FittedForecaster;
import org.loadcast.training.forecaster.ForecasterFamily;

/**
 * The models of an installation, in one directory that several processes may share.
 *
 * <pre>
 * versions/ID/          one immutable model each
 * champions/KEY.json    which model serves a key, and which did before
 * staging/              half-written things; never read
 * lock                  held while a champion changes, versions are pruned or all is verified
 * </pre>
 *
 * <p>Thread-safe. Every method throws {@link RegistryException} when the disk fails or holds what the registry did not
 * write; nothing damaged is ever loaded.
 */
public final class ModelRegistry {

    private static final Duration STAGING_IS_ABANDONED = Duration.ofDays(1);

    private final Path versions;
    private final Path staging;
    private final RegistryLock lock;
    private final Champions champions;
    private final RegistryJson json = new RegistryJson();
    private final Map<String, ForecasterFamily> families;
    private final Clock clock;

    private ModelRegistry(Path root, Collection<ForecasterFamily> families, Clock clock) {
        this.versions = root.resolve("versions");
        this.staging = root.resolve("staging");
        this.lock = new RegistryLock(root.resolve("lock"));
        this.champions = new Champions(root.resolve("champions"), staging, json);
        this.families = families.stream().collect(Collectors.toUnmodifiableMap(ForecasterFamily::name, f -> f));
        this.clock = clock;
    }

    /** Opens the registry in {@code root}, which is made when it is not there, with every family on the class path. */
    public static ModelRegistry open(Path root) {
        List<ForecasterFamily> found = ServiceLoader.load(ForecasterFamily.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        return open(root, found, Clock.systemUTC());
    }

    /** Opens the registry with these families. */
    public static ModelRegistry open(Path root, Collection<ForecasterFamily> families, Clock clock) {
        Path absolute = root.toAbsolutePath().normalize();
        return attempt("open the model registry " + absolute, () -> {
            for (String part : List.of("versions", "champions", "staging")) {
                Files.createDirectories(absolute.resolve(part));
            }
            return new ModelRegistry(absolute, families, clock);
        });
    }

    /** Stores a candidate as a new version, durable when this returns; it does not serve before it is promoted. */
    public ModelVersion register(Candidate candidate) {
        requireFamily(candidate.provenance().family());
        return attempt("register a model of " + candidate.key(), () -> {
            Path unfinished =
                    Files.createDirectory(staging.resolve(UUID.randomUUID().toString()));
            try {
                ModelVersion version = new VersionDirectory(unfinished, json).write(candidate, clock);
                Disk.publish(unfinished, versions.resolve(version.id()));
                return version;
            } finally {
                Disk.deleteTree(unfinished);
            }
        });
    }

    /** The model that serves {@code key}, its manifest read and checked; empty when none was promoted. */
    public Optional<ModelVersion> champion(ModelKey key) {
        return champions.of(key).champion().map(id -> requireKey(read(id), key));
    }

    /** Id of the model that serves {@code key}; one look at a file's attributes while it stays the same. */
    public Optional<String> championId(ModelKey key) {
        return champions.of(key).champion();
    }

    /**
     * Reads which versions serve, of all keys; quick while nothing has changed.
     *
     * @throws RegistryException when that cannot be read of one of them
     */
    public void readChampions() {
        attempt("read which models serve", () -> {
            champions.readAll();
            return true;
        });
    }

    /** Changes of the champion of {@code key}, oldest first. */
    public List<PromotionEvent> history(ModelKey key) {
        return champions.of(key).history();
    }

    /** A version by its id; empty when there is none. */
    public Optional<ModelVersion> find(String id) {
        ModelVersion.requireId(id);
        return unlessPruned(id);
    }

    /** Every version, by key and then by time. */
    public List<ModelVersion> list() {
        return attempt(
                "list the models in " + versions,
                () -> Disk.entries(versions).stream()
                        .flatMap(path -> unlessPruned(path.getFileName().toString()).stream())
                        .sorted(Comparator.comparing(ModelVersion::key)
                                .thenComparing(ModelVersion::createdAt)
                                .thenComparing(ModelVersion::id))
                        .toList());
    }

    /** The page about a model that a person reads, in Markdown, as it was written. */
    public String card(ModelVersion version) {
        return attempt(
                "read the card of model " + version.id(),
                () -> directory(version.id()).card(version));
    }

    /** The model itself, after the checksum of every file was compared. */
    public FittedForecaster load(ModelVersion version) {
        ForecasterFamily family = requireFamily(version.provenance().family());
        return attempt("load model " + version.id(), () -> {
            VersionDirectory directory = directory(version.id());
            ModelVersion onDisk = directory.manifest();
            directory.requireIntact(onDisk);
            return family.load(directory.model());
        });
    }

    /** Lets {@code version} serve its key from now on, once its files are proven intact. */
    public void promote(ModelVersion version, String reason) {
        attempt("promote model " + version.id(), () -> lock.whileHeld(() -> replaceChampion(version, reason)));
    }

    /** Promotes {@code version} if {@code rule} finds it better than the champion of this moment and the seasonal naive. */
    public PromotionRule.Decision promoteIfBetter(ModelVersion version, PromotionRule rule) {
        return attempt(
                "promote model " + version.id(),
                () -> lock.whileHeld(() -> {
                    PromotionRule.Decision decision = rule.decide(
                            version.evaluation(), champions.fresh(version.key()).champion());
                    if (decision.promote()) {
                        replaceChampion(version, String.join(" ", decision.reasons()));
                    }
                    return decision;
                }));
    }

    private Lineage replaceChampion(ModelVersion version, String reason) throws IOException {
        VersionDirectory directory = directory(version.id());
        ModelVersion onDisk = directory.manifest();
        directory.requireIntact(onDisk);
        Lineage next = champions.fresh(onDisk.key()).promote(onDisk.id(), clock.instant(), reason);
        champions.write(next);
        return next;
    }

    /** Lets the predecessor of the champion of {@code key} serve again and returns it. */
    public ModelVersion rollback(ModelKey key, String reason) {
        return attempt(
                "roll back " + key,
                () -> lock.whileHeld(() -> {
                    Lineage back = champions.fresh(key).rollback(clock.instant(), reason);
                    VersionDirectory directory = directory(back.champion().orElseThrow());
                    ModelVersion version = requireKey(directory.manifest(), key);
                    directory.requireIntact(version);
                    champions.write(back);
                    return version;
                }));
    }

    /** Everything on disk that is not as the registry wrote it; empty when all is well. */
    public List<Problem> verify() {
        return attempt(
                "verify the models in " + versions,
                () -> lock.whileHeld(() -> {
                    List<Problem> problems = new ArrayList<>();
                    for (Path path : Disk.entries(versions)) {
                        problems.addAll(problemsOf(path.getFileName().toString()));
                    }
                    for (Path pointer : champions.files()) {
                        problems.addAll(problemsOf(pointer));
                    }
                    return List.copyOf(problems);
                }));
    }

    private List<Problem> problemsOf(String id) throws IOException {
        try {
            VersionDirectory directory = directory(id);
            ModelVersion version = directory.manifest();
            List<Problem> problems = new ArrayList<>();
            directory.faults(version).forEach(fault -> problems.add(new Problem(id, fault)));
            if (!families.containsKey(version.provenance().family())) {
                problems.add(new Problem(id, unknownFamily(version.provenance().family())));
            }
            return problems;
        } catch (RegistryException | IllegalArgumentException damaged) {
            return List.of(new Problem(id, String.valueOf(damaged.getMessage())));
        }
    }

    private List<Problem> problemsOf(Path pointer) {
        String name = pointer.getFileName().toString();
        try {
            Lineage lineage = champions.read(pointer);
            List<Problem> problems = new ArrayList<>();
            if (!champions.fileOf(lineage.key()).equals(pointer)) {
                problems.add(new Problem(name, "is not the pointer file of " + lineage.key() + ". Delete it."));
            }
            for (String id : lineage.line()) {
                requireKey(read(id), lineage.key());
            }
            return problems;
        } catch (RegistryException damaged) {
            return List.of(new Problem(name, String.valueOf(damaged.getMessage())));
        }
    }

    /**
     * Deletes versions beyond the {@code keep} newest of each key, never a champion nor its predecessor, and what a killed
     * process left half-written more than a day ago.
     *
     * @return ids of the deleted versions
     */
    public List<String> prune(int keep) {
        if (keep < 0) {
            throw new IllegalArgumentException("Cannot keep " + keep + " models of a key. Use 0 or more.");
        }
        return attempt(
                "prune the models in " + versions,
                () -> lock.whileHeld(() -> {
                    Map<ModelKey, List<ModelVersion>> byKey = list().stream()
                            .collect(Collectors.groupingBy(ModelVersion::key, TreeMap::new, Collectors.toList()));
                    List<String> deleted = new ArrayList<>();
                    for (Map.Entry<ModelKey, List<ModelVersion>> entry : byKey.entrySet()) {
                        deleted.addAll(prune(entry.getKey(), entry.getValue(), keep));
                    }
                    clearStaging();
                    return List.copyOf(deleted);
                }));
    }

    private List<String> prune(ModelKey key, List<ModelVersion> oldestFirst, int keep) throws IOException {
        Lineage lineage = champions.fresh(key);
        Set<String> kept = new HashSet<>();
        lineage.champion().ifPresent(kept::add);
        lineage.predecessor().ifPresent(kept::add);
        oldestFirst.stream()
                .skip(Math.max(0, oldestFirst.size() - keep))
                .map(ModelVersion::id)
                .forEach(kept::add);
        List<String> superfluous = oldestFirst.stream()
                .map(ModelVersion::id)
                .filter(id -> !kept.contains(id))
                .toList();
        Lineage shorter = lineage.without(superfluous);
        if (!shorter.equals(lineage)) {
            champions.write(shorter); // first the pointer, so that it never names a version that is gone
        }
        for (String id : superfluous) {
            Path going = staging.resolve(UUID.randomUUID().toString());
            Disk.rename(versions.resolve(id), going); // one step: a version is there as a whole or not at all
            Disk.deleteTree(going);
        }
        return superfluous;
    }

    private void clearStaging() throws IOException {
        Instant abandoned = clock.instant().minus(STAGING_IS_ABANDONED);
        for (Path path : Disk.entries(staging)) {
            if (Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS)
                    .toInstant()
                    .isBefore(abandoned)) {
                Disk.deleteTree(path);
            }
        }
    }

    /** A version, or nothing when it is not there (any more): another process may prune while this one lists. */
    private Optional<ModelVersion> unlessPruned(String id) {
        try {
            return Optional.of(read(id));
        } catch (RegistryException failed) {
            if (Files.exists(versions.resolve(id), LinkOption.NOFOLLOW_LINKS)) {
                throw failed;
            }
            return Optional.empty();
        }
    }

    private ModelVersion read(String id) {
        return directory(id).manifest();
    }

    /** The directory of a version, inside the registry and not a link out of it. */
    private VersionDirectory directory(String id) {
        Path path = versions.resolve(ModelVersion.requireId(id));
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new RegistryException(
                    "There is no model '" + id + "' in " + versions + ". List the models for their ids.");
        }
        return new VersionDirectory(path, json);
    }

    private static ModelVersion requireKey(ModelVersion version, ModelKey key) {
        if (!version.key().equals(key)) {
            throw new RegistryException("Model " + version.id() + " forecasts " + version.key() + ", not " + key
                    + ". Promote a model of that key.");
        }
        return version;
    }

    private ForecasterFamily requireFamily(String name) {
        ForecasterFamily family = families.get(name);
        if (family == null) {
            throw new RegistryException(unknownFamily(name));
        }
        return family;
    }

    private String unknownFamily(String name) {
        return "No family '" + name + "' is on the class path; there are "
                + families.keySet().stream().sorted().toList() + ". Add the jar that brings it.";
    }

    private static <T> T attempt(String what, DiskWork<T> work) {
        try {
            return work.run();
        } catch (IOException failed) {
            throw new RegistryException("Cannot " + what + ": " + failed, failed);
        }
    }
}
