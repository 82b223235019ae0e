package org.loadcast.serving.api;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;

/** Reads times. */
final class Times {

    private Times() {}

    /**
     * An instant from ISO-8601 text with {@code Z} or an offset.
     *
     * @throws IllegalArgumentException with the accepted form
     */
    static Instant parse(String text) {
        try {
            return DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from);
        } catch (DateTimeParseException notATime) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a time. Use ISO-8601 with Z or an offset, such as 2021-01-20T11:00:00Z.",
                    notATime);
        }
    }
}
