package org.loadcast.serving.ingest.decode;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.meter.Reading;

/**
 * OpenEnergyMonitor: a number on the topic of each input, or all inputs of a node in one JSON object.
 *
 * <p>Inputs are known by their names: {@code power1}, {@code P1} are watts, {@code E1}, {@code import_kwh} are counters;
 * voltages, temperatures and pulses are passed over. Every input is a meter, {@code node-input}. Source: the documentation of
 * emonHub's MQTT interfacer and of emonPi 2 and emonTx.
 */
record EmonFormat() implements Rule.Format {

    private static final Pattern POWER =
            Pattern.compile("(?i)p\\d{1,3}|power\\d{0,3}|.{1,60}_power|power\\d{1,3}pluspower\\d{1,3}");
    private static final Pattern KILOWATT_HOURS = Pattern.compile("(?i).{0,60}kwh\\d{0,3}");
    private static final Pattern WATT_HOURS = Pattern.compile("(?i)e\\d{1,3}|.{0,60}wh\\d{0,3}");
    private static final TimeSource TIME =
            new TimeSource(List.of(JsonPointer.compile("/time")), true, TimeSource.Format.AUTO, ZoneOffset.UTC);

    @Override
    public Decoded decode(Message message, Map<String, String> names) throws UndecodableException {
        String node = names.getOrDefault("node", "");
        String input = names.getOrDefault("input", "");
        List<Reading> readings = new ArrayList<>();
        if (!input.isEmpty()) {
            JsonNode value = JsonNodeFactory.instance.textNode(message.payload().text());
            Optional<Instant> at = TIME.of(value, message);
            if (unit(input).isPresent() && at.isPresent()) {
                read(node, input, value, at.get(), readings);
                if (readings.isEmpty()) {
                    throw new UndecodableException("The payload is not a number. Input " + input + " is one.");
                }
            }
            return Decoded.ofReadings(readings);
        }
        JsonNode inputs = JsonPayload.parse(message);
        Optional<Instant> at = TIME.of(inputs, message);
        if (at.isPresent()) {
            for (Map.Entry<String, JsonNode> field : inputs.properties()) {
                read(node, field.getKey(), field.getValue(), at.get(), readings);
            }
        }
        return Decoded.ofReadings(readings);
    }

    private static void read(String node, String input, JsonNode value, Instant at, List<Reading> readings)
            throws UndecodableException {
        Optional<Unit> unit = unit(input);
        Optional<Double> number = Numbers.of(value);
        if (unit.isPresent() && number.isPresent()) {
            MeterId meter = MeterTemplate.named(node + "-" + input);
            readings.add(
                    Quantity.usual(unit.get()).reading(meter, at, unit.get().toKilo(number.get())));
        }
    }

    private static Optional<Unit> unit(String input) {
        if (POWER.matcher(input).matches()) {
            return Optional.of(Unit.W);
        }
        if (KILOWATT_HOURS.matcher(input).matches()) {
            return Optional.of(Unit.KWH);
        }
        return WATT_HOURS.matcher(input).matches() ? Optional.of(Unit.WH) : Optional.empty();
    }
}
