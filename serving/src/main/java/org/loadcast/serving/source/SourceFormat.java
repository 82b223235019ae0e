package org.loadcast.serving.source;

import java.io.IOException;
import java.util.Map;

/**
 * Reads one kind of source; {@code loadcast import NAME FILE...} asks for it by name.
 *
 * <p>To add one, implement this with a public constructor without parameters and name the class in
 * {@code META-INF/services/org.loadcast.serving.source.SourceFormat}.
 */
public interface SourceFormat {

    /** The name by which it is asked for, such as {@code green-button}. */
    String name();

    /** What it reads, in one line. */
    String description();

    /** The settings that only this format has, by name, each with what it means in one line. */
    default Map<String, String> settings() {
        return Map.of();
    }

    /** Whether a source may be a directory or an address (http, https), not only a file. */
    default boolean readsPlaces() {
        return false;
    }

    /**
     * Reads a source to its end and hands all that is good, and all that is not, to {@code sink}. Reading it again must say the
     * same again.
     *
     * @throws IOException when the source cannot be read as what it should be; what was handed on before stays
     */
    void read(SourceLocation source, SourceSettings settings, SourceSink sink) throws IOException;
}
