package org.loadcast.serving.ingest.decode;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.meter.Reading;

/**
 * JSON objects whose fields are found by the names that people usually give them, in any case, at the top or in an object one
 * level down; for devices of one's own making.
 *
 * <p>Power comes first ({@code power_kw}, {@code power_w}, {@code power}, ...), then voltage times current, which is apparent
 * power. Energy counts where the name has its unit; a bare {@code energy} may be a state or that of an interval, so it is
 * left out.
 *
 * @param meter name of the meter
 * @param zone tells the zone of times without one
 * @param usual unit of a power that has none in its name
 */
record KnownFields(MeterTemplate meter, TimeSource zone, Unit usual) implements Rule.Format {

    private static final List<JsonPointer> TIMES = List.of(
            JsonPointer.compile("/timestamp"),
            JsonPointer.compile("/time"),
            JsonPointer.compile("/ts"),
            JsonPointer.compile("/datetime"),
            JsonPointer.compile("/date"));
    private static final Map<String, Unit> POWER = powers();
    private static final List<String> PLAIN_POWER =
            List.of("power", "active_power", "activepower", "act_power", "apower", "real_power", "p");
    private static final Map<String, Unit> ENERGY =
            Map.of("energy_kwh", Unit.KWH, "total_kwh", Unit.KWH, "energy_wh", Unit.WH, "total_wh", Unit.WH);

    private static Map<String, Unit> powers() {
        Map<String, Unit> names = new LinkedHashMap<>();
        names.put("power_kw", Unit.KW);
        names.put("load_kw", Unit.KW);
        names.put("active_power_kw", Unit.KW);
        names.put("kw", Unit.KW);
        names.put("power_w", Unit.W);
        names.put("active_power_w", Unit.W);
        names.put("watts", Unit.W);
        names.put("watt", Unit.W);
        return names;
    }

    @Override
    public Decoded decode(Message message, Map<String, String> names) throws UndecodableException {
        JsonNode payload = JsonPayload.parse(message);
        if (!payload.isObject()) {
            throw new UndecodableException("The payload is not a JSON object.");
        }
        ObjectNode fields = flat(payload);
        Optional<Double> power = power(fields);
        List<Reading> readings = new ArrayList<>();
        TimeSource time = new TimeSource(TIMES, true, zone.format(), zone.zone());
        Optional<Instant> at = time.of(fields, message);
        if (at.isPresent()) {
            MeterId id = meter.fill(names);
            if (power.isPresent()) {
                readings.add(Quantity.power().reading(id, at.get(), power.get()));
            }
            for (Map.Entry<String, Unit> energy : ENERGY.entrySet()) {
                Optional<Double> state = Numbers.of(fields.path(energy.getKey()));
                if (state.isPresent()) {
                    readings.add(Quantity.counter()
                            .reading(id, at.get(), energy.getValue().toKilo(state.get())));
                }
            }
        }
        return Decoded.ofReadings(readings);
    }

    /** The fields by lower-case name, those at the top before those below. */
    private static ObjectNode flat(JsonNode payload) {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        payload.properties().forEach(field -> putIfNew(fields, field));
        payload.properties().forEach(field -> {
            if (field.getValue().isObject()) {
                field.getValue().properties().forEach(inner -> putIfNew(fields, inner));
            }
        });
        return fields;
    }

    private static void putIfNew(ObjectNode fields, Map.Entry<String, JsonNode> field) {
        if (!field.getValue().isObject()) {
            String name =
                    field.getKey().toLowerCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
            if (!fields.has(name)) {
                fields.set(name, field.getValue());
            }
        }
    }

    /** Power in kW. */
    private Optional<Double> power(ObjectNode fields) {
        for (Map.Entry<String, Unit> name : POWER.entrySet()) {
            Optional<Double> power = Numbers.of(fields.path(name.getKey()));
            if (power.isPresent()) {
                return power.map(name.getValue()::toKilo);
            }
        }
        for (String name : PLAIN_POWER) {
            Optional<Double> power = Numbers.of(fields.path(name));
            if (power.isPresent()) {
                return power.map(usual::toKilo);
            }
        }
        Optional<Double> volts = Numbers.of(fields.path("voltage"));
        Optional<Double> amperes = Numbers.of(fields.path("current"));
        return volts.flatMap(v -> amperes.map(a -> Unit.W.toKilo(v * a)));
    }
}
