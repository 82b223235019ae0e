package org.loadcast.training.forecaster;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Parameters of a family by name: the defaults, and what the user said otherwise.
 *
 * <p>Refuses a name that has no default, so that a typing error cannot pass for a choice.
 */
public final class Settings {

    private final String family;
    private final TreeMap<String, String> values;

    /**
     * Defaults with overrides.
     *
     * @throws IllegalArgumentException when an override has no default
     */
    public Settings(String family, Map<String, String> defaults, Map<String, String> overrides) {
        this.family = family;
        this.values = new TreeMap<>(defaults);
        overrides.forEach((name, value) -> {
            if (!defaults.containsKey(name)) {
                throw new IllegalArgumentException("Family " + family + " has no parameter '" + name + "'. It has "
                        + String.join(", ", values.keySet()) + ".");
            }
            values.put(name, value);
        });
    }

    public Map<String, String> asMap() {
        return Map.copyOf(values);
    }

    public String text(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("Family " + family + " has no parameter '" + name + "'.");
        }
        return value;
    }

    public int integer(String name) {
        try {
            return Integer.parseInt(text(name));
        } catch (NumberFormatException e) {
            throw refused(name, "a whole number", e);
        }
    }

    public double number(String name) {
        try {
            return Double.parseDouble(text(name));
        } catch (NumberFormatException e) {
            throw refused(name, "a number", e);
        }
    }

    public boolean flag(String name) {
        return switch (text(name)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw refused(name, "true or false", null);
        };
    }

    /** The constant of {@code type} with this name, in any case. */
    public <E extends Enum<E>> E choice(String name, Class<E> type) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equalsIgnoreCase(text(name)))
                .findFirst()
                .orElseThrow(() -> refused(
                        name,
                        "one of " + Arrays.toString(type.getEnumConstants()).toLowerCase(Locale.ROOT),
                        null));
    }

    private IllegalArgumentException refused(String name, String expected, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                "Parameter " + name + " of family " + family + " is '" + text(name) + "', expected " + expected + ".",
                cause);
    }
}
