package org.loadcast.serving.api;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.loadcast.serving.stream.EventBus;

/**
 * The {@code id:} of an event: {@code run-number}, with {@code -second} behind it when load is averaged.
 *
 * @param position the place in the events
 * @param averagedUntil the time until which averages were told
 */
record EventId(EventBus.Position position, Optional<Instant> averagedUntil) {

    private static final Pattern FORM = Pattern.compile("([0-9a-z]{1,16})-(\\d{1,18})(?:-(\\d{1,10}))?");

    /**
     * Reads what {@link #toString} wrote.
     *
     * @throws IllegalArgumentException when it is something else
     */
    static EventId parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not the id of an event. Send the last one that was received, or none.");
        }
        return new EventId(
                new EventBus.Position(parts.group(1), Long.parseLong(parts.group(2))),
                Optional.ofNullable(parts.group(3)).map(Long::parseLong).map(Instant::ofEpochSecond));
    }

    @Override
    public String toString() {
        return position.run() + "-" + position.after()
                + averagedUntil.map(at -> "-" + at.getEpochSecond()).orElse("");
    }
}
