package org.loadcast.serving.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The formats on the class path, ours and those of plug-ins. */
public final class SourceFormats {

    private final Map<String, SourceFormat> byName;

    private SourceFormats(Map<String, SourceFormat> byName) {
        this.byName = byName;
    }

    /** All that the class path has. */
    public static SourceFormats installed() {
        Map<String, SourceFormat> found = new TreeMap<>();
        for (SourceFormat format : ServiceLoader.load(SourceFormat.class)) {
            SourceFormat other = found.putIfAbsent(format.name(), format);
            if (other != null) {
                throw new IllegalStateException("Format " + format.name() + " is there twice: "
                        + format.getClass().getName() + " and "
                        + other.getClass().getName()
                        + ". Remove one of the jars, or rename it.");
            }
        }
        return new SourceFormats(found);
    }

    /**
     * The format of that name.
     *
     * @throws IllegalArgumentException when there is none
     */
    public SourceFormat get(String name) {
        SourceFormat format = byName.get(name);
        if (format == null) {
            throw new IllegalArgumentException(
                    "There is no format '" + name + "'. There are: " + String.join(", ", byName.keySet()) + ".");
        }
        return format;
    }

    /** All formats by name. */
    public List<SourceFormat> all() {
        return new ArrayList<>(byName.values());
    }
}
