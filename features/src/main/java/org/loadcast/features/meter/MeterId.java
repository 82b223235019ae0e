package org.loadcast.features.meter;

import java.util.regex.Pattern;

/**
 * The name of a meter, as it stands in files, topics and addresses.
 *
 * @param value 1 to 128 letters, digits and {@code . _ - : @}, the first a letter, digit or underscore
 */
public record MeterId(String value) implements Comparable<MeterId> {

    private static final Pattern ALLOWED = Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{N}._:@-]{0,127}");

    public MeterId {
        if (!ALLOWED.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "Meter id '" + value
                            + "' is not valid. Use 1 to 128 letters, digits and . _ - : @, starting with a letter, digit or _.");
        }
    }

    public static MeterId of(String value) {
        return new MeterId(value);
    }

    @Override
    public int compareTo(MeterId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
