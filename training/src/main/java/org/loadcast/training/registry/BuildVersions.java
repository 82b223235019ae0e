package org.loadcast.training.registry;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Versions that a model depends on.
 *
 * @param product Loadcast's own
 * @param java the runtime that trained
 * @param libraries of machine learning, by name
 */
public record BuildVersions(String product, String java, Map<String, String> libraries) {

    private static final String RESOURCE = "build.properties";

    public BuildVersions {
        libraries = Map.copyOf(libraries);
    }

    /** The versions that this process runs on, as the build wrote them down. */
    public static BuildVersions current() {
        Properties written = new Properties();
        try (InputStream in = Objects.requireNonNull(
                BuildVersions.class.getResourceAsStream(RESOURCE), RESOURCE + " is missing: the build is broken.")) {
            written.load(in);
        } catch (IOException failed) {
            throw new UncheckedIOException("Cannot read " + RESOURCE + " of the build.", failed);
        }
        Map<String, String> libraries = new TreeMap<>();
        written.stringPropertyNames().stream()
                .filter(name -> name.startsWith("library."))
                .forEach(name -> libraries.put(name.substring("library.".length()), written.getProperty(name)));
        return new BuildVersions(
                written.getProperty("product"), Runtime.version().toString(), libraries);
    }
}
