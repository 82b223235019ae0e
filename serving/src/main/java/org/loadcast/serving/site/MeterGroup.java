package org.loadcast.serving.site;

import java.util.List;
import java.util.regex.Pattern;
import org.loadcast.features.meter.MeterId;

/**
 * A group of meters with a caption.
 *
 * @param caption for people; may be empty
 * @param meters that belong to it beside those of its sites
 */
public record MeterGroup(String id, String caption, List<MeterId> meters) {

    private static final Pattern ALLOWED = Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{N}._:@ -]{0,99}");

    public MeterGroup {
        if (!ALLOWED.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    "Group '" + id
                            + "' is not valid. Use 1 to 100 letters, digits, spaces and . _ - : @, starting with a letter, digit or _.");
        }
        meters = List.copyOf(meters);
    }
}
