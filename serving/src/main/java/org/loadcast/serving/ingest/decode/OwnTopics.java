package org.loadcast.serving.ingest.decode;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.meter.Reading;

/**
 * Our own topics: {@code loadcast/meters/{meter_id}/reading}, {@code loadcast/meters/{meter_id}/announce} and {@code
 * loadcast/weather/{location_id}}.
 */
final class OwnTopics {

    private static final int MOST_ROWS = 10_000;

    private OwnTopics() {}

    static List<Rule> rules() {
        return List.of(
                new Rule(TopicPattern.parse("loadcast/meters/{meter}/reading"), OwnTopics::readings),
                new Rule(TopicPattern.parse("loadcast/meters/{meter}/announce"), OwnTopics::announcement),
                new Rule(TopicPattern.parse("loadcast/weather/{location}"), OwnTopics::weather));
    }

    private static Decoded readings(Message message, Map<String, String> names) throws UndecodableException {
        MeterId meter = meter(names.getOrDefault("meter", ""));
        ReadingRows rows = new ReadingRows(message.receivedAt());
        List<String> refused = new ArrayList<>();
        List<Reading> readings = each(JsonPayload.parse(message), refused, row -> {
            requireSame(row, "meter_id", meter.value());
            return rows.decode(meter, row);
        });
        return new Decoded(readings, List.of(), refused);
    }

    private static Decoded weather(Message message, Map<String, String> names) throws UndecodableException {
        String location = names.getOrDefault("location", "");
        List<String> refused = new ArrayList<>();
        List<WeatherSample> samples = each(JsonPayload.parse(message), refused, row -> {
            requireSame(row, "location_id", location);
            return WeatherRows.decode(location, row);
        });
        return new Decoded(List.of(), samples, refused);
    }

    private static Decoded announcement(Message message, Map<String, String> names) throws UndecodableException {
        MeterId meter = meter(names.getOrDefault("meter", ""));
        JsonNode row = JsonPayload.parse(message);
        try {
            requireSame(row, "meter_id", meter.value());
            return Decoded.ofMeter(Announcement.decode(meter, row));
        } catch (IllegalArgumentException wrong) {
            throw new UndecodableException(String.valueOf(wrong.getMessage()));
        }
    }

    private static MeterId meter(String name) throws UndecodableException {
        try {
            return MeterId.of(name);
        } catch (IllegalArgumentException wrong) {
            throw new UndecodableException("The topic names no meter: " + wrong.getMessage());
        }
    }

    private static void requireSame(JsonNode row, String field, String inTopic) {
        JsonNode inRow = row.path(field);
        if (!inRow.isMissingNode() && !inRow.asText().equals(inTopic)) {
            throw new IllegalArgumentException(
                    field + " is another one than the topic's, '" + inTopic + "'. Leave it out, or mend the topic.");
        }
    }

    /** Every row made by {@code decoder}, or why it was not. A payload without a usable row is broken as a whole. */
    private static <T> List<T> each(JsonNode payload, List<String> refused, Function<JsonNode, T> decoder)
            throws UndecodableException {
        Iterable<JsonNode> rows = payload.isArray() ? payload : List.of(payload);
        if (payload.size() > MOST_ROWS) {
            throw new UndecodableException(
                    "There are " + payload.size() + " rows. Send at most " + MOST_ROWS + " in a message.");
        }
        List<T> decoded = new ArrayList<>();
        int index = 0;
        for (JsonNode row : rows) {
            try {
                decoded.add(decoder.apply(row));
            } catch (IllegalArgumentException | DateTimeException wrong) {
                refused.add((payload.isArray() ? "Row " + index + ": " : "") + wrong.getMessage());
            }
            index++;
        }
        if (decoded.isEmpty() && !refused.isEmpty()) {
            throw new UndecodableException(refused.get(0));
        }
        return decoded;
    }
}
