package org.loadcast.serving.ingest.decode;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;

/** Reads times. */
public final class Times {

    private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private Times() {}

    /**
     * An instant from 1900 to 2199 from ISO-8601 text with {@code Z} or an offset.
     *
     * @throws IllegalArgumentException with the accepted form
     */
    public static Instant parse(String text) {
        try {
            return requireKnown(DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from));
        } catch (DateTimeParseException notATime) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a time. Use ISO-8601 with Z or an offset, such as 2021-01-20T11:00:00Z.",
                    notATime);
        }
    }

    static Instant requireKnown(Instant instant) {
        if (instant.isBefore(EARLIEST) || !instant.isBefore(LATEST)) {
            throw new IllegalArgumentException("'" + instant + "' is not between " + EARLIEST + " and " + LATEST + ".");
        }
        return instant;
    }
}
