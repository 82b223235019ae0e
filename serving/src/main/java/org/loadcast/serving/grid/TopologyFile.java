package org.loadcast.serving.grid;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.loadcast.features.grid.Topology;
import org.loadcast.features.grid.TopologyJson;

/** The file that holds the topology of an installation; it may be written by hand, in JSON or YAML. Thread-safe. */
public final class TopologyFile {

    /** Its name in the data directory. */
    public static final String NAME = "grid.yaml";

    /** JSON is YAML too. */
    private static final YAMLMapper YAML = new YAMLMapper();

    private final Path file;

    public TopologyFile(Path file) {
        this.file = file;
    }

    /**
     * Reads a topology from JSON or YAML.
     *
     * @throws IllegalArgumentException with every problem when it is none
     */
    public static Topology parse(String text) {
        JsonNode tree;
        try {
            tree = YAML.readTree(text);
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException(
                    "The topology is neither JSON nor YAML: " + malformed.getOriginalMessage(), malformed);
        }
        return TopologyJson.read(tree);
    }

    /**
     * The topology; empty when none was given yet.
     *
     * @throws IllegalArgumentException with every problem when the file holds none
     */
    public Optional<Topology> read() {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(parse(Files.readString(file)));
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(file + ": " + wrong.getMessage(), wrong);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The topology " + file + " cannot be read.", unreadable);
        }
    }

    /** Replaces the topology; a reader finds the old one or the new one. */
    public synchronized void write(Topology topology) {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(part, YAML.writeValueAsString(TopologyJson.write(topology)));
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException full) {
            throw new UncheckedIOException("The topology " + file + " cannot be written.", full);
        }
    }
}
