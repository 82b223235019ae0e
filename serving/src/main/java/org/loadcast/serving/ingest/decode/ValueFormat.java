package org.loadcast.serving.ingest.decode;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.meter.Reading;

/**
 * Decodes rows with values at known places; the way of every rule that names no decoder.
 *
 * @param rows takes the payload apart
 * @param meter the name of the meter, from levels of the topic and fields of the row
 * @param time where a row tells its time
 * @param values what to read in each row
 * @param lenient whether rows without a value are passed over
 * @param part when each message is only a part of what the meter measures
 */
record ValueFormat(
        Rows rows, MeterTemplate meter, TimeSource time, List<Value> values, boolean lenient, Optional<Part> part)
        implements Rule.Format {

    /**
     * A part of a sum.
     *
     * @param name which part, from levels of the topic
     * @param rule how the parts are put together
     * @param sums where they are
     */
    record Part(String name, Sums.Rule rule, Sums sums) {

        Part {
            String rest = name.replaceAll("\\{[a-z][a-z0-9_]*}", "");
            if (name.isBlank() || rest.contains("{") || rest.contains("}")) {
                throw new IllegalArgumentException("Part '" + name + "' is not a text with {names}, such as {phase}.");
            }
        }

        Optional<Reading> add(Map<String, String> names, MeterId meter, Instant at, Value.Measured measured)
                throws UndecodableException {
            String part = name;
            for (Map.Entry<String, String> value : names.entrySet()) {
                part = part.replace("{" + value.getKey() + "}", value.getValue());
            }
            if (!rule.parts().contains(part)) {
                return Optional.empty();
            }
            Quantity quantity = measured.quantity();
            OptionalDouble sum =
                    sums.add(new Sums.Key(meter, quantity.kind()), rule, part, at, measured.kilo() * quantity.factor());
            return sum.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Quantity(quantity.kind(), 1, quantity.span())
                            .reading(meter, rule.intervalOf(at), sum.getAsDouble()));
        }
    }

    ValueFormat {
        values = List.copyOf(values);
    }

    @Override
    public Decoded decode(Message message, Map<String, String> names) throws UndecodableException {
        List<JsonNode> found = rows.of(message);
        List<Reading> readings = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            try {
                read(found.get(i), message, names, readings);
            } catch (UndecodableException wrong) {
                if (found.size() == 1) {
                    throw wrong;
                }
                refused.add("Row " + i + ": " + wrong.reason());
            }
        }
        if (readings.isEmpty() && !refused.isEmpty()) {
            throw new UndecodableException(refused.get(0));
        }
        return new Decoded(readings, List.of(), refused);
    }

    private void read(JsonNode row, Message message, Map<String, String> levels, List<Reading> readings)
            throws UndecodableException {
        for (Value value : values) {
            Optional<Value.Measured> measured = value.of(row, lenient);
            Optional<Instant> at = measured.isEmpty() ? Optional.empty() : time.of(row, message);
            if (measured.isPresent() && at.isPresent()) {
                Map<String, String> names = names(row, levels);
                MeterId id = meter.fill(names);
                if (part.isPresent()) {
                    part.get().add(names, id, at.get(), measured.get()).ifPresent(readings::add);
                } else {
                    readings.add(measured.get()
                            .quantity()
                            .reading(id, at.get(), measured.get().kilo()));
                }
            }
        }
    }

    /** The named levels of the topic, and the row's fields that the meter's name asks for. */
    private Map<String, String> names(JsonNode row, Map<String, String> levels) {
        if (levels.keySet().containsAll(meter.names())) {
            return levels;
        }
        Map<String, String> names = new HashMap<>(levels);
        for (String name : meter.names()) {
            JsonNode field = row.path(name);
            if (field.isValueNode() && !field.isNull()) {
                names.putIfAbsent(name, field.asText());
            }
        }
        return names;
    }
}
