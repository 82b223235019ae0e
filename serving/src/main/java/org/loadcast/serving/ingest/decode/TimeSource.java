package org.loadcast.serving.ingest.decode;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a row says of which time it is.
 *
 * @param pointers places in the row, the first that is there counts
 * @param received whether the time of receipt counts when none of them is there
 * @param format how the time is written
 * @param zone of times that are written without one
 */
record TimeSource(List<JsonPointer> pointers, boolean received, Format format, ZoneId zone) {

    private static final DateTimeFormatter LOCAL = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendPattern("['T'][' ']")
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .toFormatter(Locale.ROOT);
    private static final DateTimeFormatter OFFSET = new DateTimeFormatterBuilder()
            .append(LOCAL)
            .appendPattern("[XXX][XX][X]")
            .toFormatter(Locale.ROOT);

    /** How a time is written. */
    enum Format {
        /** ISO-8601, or a number whose size tells its unit. */
        AUTO(0),
        ISO(0),
        S(1),
        MS(1e3),
        US(1e6),
        NS(1e9);

        private final double perSecond;

        Format(double perSecond) {
            this.perSecond = perSecond;
        }
    }

    /** Receipt, and nothing else. */
    static final TimeSource RECEIPT = new TimeSource(List.of(), true, Format.AUTO, ZoneId.of("UTC"));

    /**
     * The time of a row; empty when only receipt would tell it and the message was retained, so that nobody knows.
     *
     * @throws UndecodableException when there is none, or it is no time from 1900 to now
     */
    Optional<Instant> of(JsonNode row, Message message) throws UndecodableException {
        for (JsonPointer pointer : pointers) {
            JsonNode node = row.at(pointer);
            if (node.isNumber() || node.isTextual()) {
                return Optional.of(instant(node.asText(), "at " + pointer, message));
            }
        }
        if (!received) {
            throw new UndecodableException("There is no time at " + pointers
                    + ". Mend the sender, point to another place, or add 'receive' to the rule's time.");
        }
        return message.retained() ? Optional.empty() : Optional.of(message.receivedAt());
    }

    private Instant instant(String text, String where, Message message) throws UndecodableException {
        try {
            Optional<Double> number = format == Format.ISO ? Optional.empty() : Numbers.parse(text);
            Instant instant = number.isPresent() ? ofNumber(number.get()) : ofText(text);
            return Bounds.past(Times.requireKnown(instant), message.receivedAt());
        } catch (DateTimeException | IllegalArgumentException wrong) {
            throw new UndecodableException("The time " + where + " cannot be used: " + wrong.getMessage()
                    + (zone.getId().equals("UTC")
                            ? " A time without an offset is read as UTC; the rule's zone changes that."
                            : ""));
        }
    }

    private Instant ofNumber(double number) {
        double perSecond = format == Format.AUTO ? usualUnit(number) : format.perSecond;
        double seconds = number / perSecond;
        if (!(Math.abs(seconds) < 1e11)) {
            throw new IllegalArgumentException("the number is too large for a time in " + format + ".");
        }
        return Instant.ofEpochMilli(Math.round(seconds * 1e3));
    }

    /** Units in a second, from the size of a number that means a time after 1973. */
    private static double usualUnit(double number) {
        double size = Math.abs(number);
        if (size < 1e11) {
            return 1;
        }
        if (size < 1e14) {
            return 1e3;
        }
        return size < 1e17 ? 1e6 : 1e9;
    }

    private Instant ofText(String text) {
        if (format != Format.AUTO && format != Format.ISO) {
            throw new IllegalArgumentException("it is not a number of " + format + ".");
        }
        String stripped = text.strip();
        try {
            return LocalDateTime.parse(stripped, LOCAL).atZone(zone).toInstant();
        } catch (DateTimeException notLocal) {
            return OffsetDateTime.parse(stripped, OFFSET).toInstant();
        }
    }
}
