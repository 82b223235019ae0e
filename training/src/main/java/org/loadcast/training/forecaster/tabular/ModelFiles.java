package org.loadcast.training.forecaster.tabular;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;

/** Reads and writes the JSON part of a model. */
public final class ModelFiles {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(
                    DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();

    private ModelFiles() {}

    /** Writes {@code value} as {@code name} into {@code directory}. */
    public static void write(Path directory, String name, Object value) throws IOException {
        JSON.writeValue(directory.resolve(name).toFile(), value);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IOException when the file is missing or does not hold a whole {@code type}
     */
    public static <T> T read(Path directory, String name, Class<T> type) throws IOException {
        try {
            return JSON.readValue(directory.resolve(name).toFile(), type);
        } catch (JacksonException e) {
            throw new IOException(
                    "Model file " + name + " in " + directory + " does not hold " + type.getSimpleName() + ": "
                            + e.getOriginalMessage(),
                    e);
        }
    }
}
