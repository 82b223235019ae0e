package org.loadcast.serving.app.command;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** Times as people write them on a command line. */
public final class Times {

    private Times() {}

    /**
     * An instant with its offset ({@code 2021-01-20T11:00:00Z}), or a date, which is its first instant in UTC.
     *
     * @throws IllegalArgumentException with the accepted forms
     */
    public static Instant parse(String text) {
        try {
            return text.contains("T")
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException wrong) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a time. Write 2021-01-20T11:00:00Z, or a date such as 2021-01-20.", wrong);
        }
    }

    /**
     * A step as an ISO duration: {@code PT15M}.
     *
     * @throws IllegalArgumentException when it is none, or not a positive whole number of seconds
     */
    public static Duration parseStep(String text) {
        try {
            Duration step = Duration.parse(text);
            if (step.compareTo(Duration.ofSeconds(1)) >= 0 && step.equals(step.truncatedTo(ChronoUnit.SECONDS))) {
                return step;
            }
        } catch (DateTimeException wrong) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a duration. Write for example PT15M or PT1H.", wrong);
        }
        throw new IllegalArgumentException(
                "'" + text + "' is not a positive whole number of seconds. Write for example PT15M or PT1H.");
    }
}
