package org.loadcast.serving.alert;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;

/**
 * The hours of the day in which people are left alone.
 *
 * @param from the first minute
 * @param to the first minute after them; before {@code from} when they go over midnight
 */
public record Quiet(LocalTime from, LocalTime to) {

    /** Reads {@code 22:00-07:00}. */
    static Quiet parse(String text) {
        String[] parts = text.split("-", -1);
        try {
            if (parts.length == 2) {
                return new Quiet(LocalTime.parse(parts[0].strip()), LocalTime.parse(parts[1].strip()));
            }
        } catch (DateTimeParseException malformed) {
            // told below, with other forms that are wrong
        }
        throw new IllegalArgumentException("'" + text + "' are no hours of the day. Use for example 22:00-07:00.");
    }

    boolean isAt(Instant instant, ZoneId zone) {
        LocalTime time = instant.atZone(zone).toLocalTime();
        boolean afterFrom = !time.isBefore(from);
        boolean beforeTo = time.isBefore(to);
        return from.isBefore(to) ? afterFrom && beforeTo : afterFrom || beforeTo;
    }
}
