package org.loadcast.training.blend;

import java.util.Collection;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import org.loadcast.training.forecaster.ForecasterFamily;

/** The forecaster families that there are, by name. */
public final class Families {

    private final TreeMap<String, ForecasterFamily> byName = new TreeMap<>();

    public Families(Collection<ForecasterFamily> families) {
        families.forEach(family -> byName.put(family.name(), family));
    }

    /** All families that {@link ServiceLoader} finds. */
    public static Families installed() {
        return new Families(ServiceLoader.load(ForecasterFamily.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList());
    }

    public Set<String> names() {
        return byName.keySet();
    }

    /**
     * The family called {@code name}.
     *
     * @throws IllegalArgumentException naming those that there are
     */
    public ForecasterFamily get(String name) {
        ForecasterFamily family = byName.get(name);
        if (family == null) {
            throw new IllegalArgumentException(
                    "Forecaster family '" + name + "' is not installed. There are " + String.join(", ", names()) + ".");
        }
        return family;
    }

    Map<String, ForecasterFamily> asMap() {
        return Map.copyOf(byName);
    }
}
