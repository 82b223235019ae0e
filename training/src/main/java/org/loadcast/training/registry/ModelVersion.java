package org.loadcast.training.registry;

import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A registered model: the content of its {@code manifest.json}. Never changes.
 *
 * @param format version of the manifest's form
 * @param id readable and sortable by time within a key: {@code pid_287-day-ahead-20210120T110000Z-3f2a}
 * @param key what it forecasts
 * @param createdAt when it was registered
 * @param files every file of the version but the manifest, by path
 */
public record ModelVersion(
        int format,
        String id,
        ModelKey key,
        Instant createdAt,
        Provenance provenance,
        Evaluation evaluation,
        List<ModelFile> files) {

    static final int FORMAT = 1;

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,199}");

    /**
     * A file as it was written.
     *
     * @param path relative to the version's directory, with {@code /}
     * @param size in bytes
     * @param sha256 64 hex digits
     */
    public record ModelFile(String path, long size, String sha256) {}

    public ModelVersion {
        if (format != FORMAT) {
            throw new IllegalArgumentException("Manifest of " + id + " has format " + format
                    + ", this program reads format " + FORMAT + ". Use the program version that trained the model.");
        }
        requireId(id);
        files = List.copyOf(files);
    }

    /**
     * Refuses what cannot be the name of a version's directory, such as a path.
     *
     * @throws IllegalArgumentException when {@code id} has other characters than a model id
     */
    static String requireId(String id) {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("Model id '" + id
                    + "' is not valid. An id has letters, digits and _ . - only, such as those of the models list.");
        }
        return id;
    }
}
