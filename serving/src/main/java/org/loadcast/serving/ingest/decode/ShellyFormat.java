package org.loadcast.serving.ingest.decode;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.meter.Reading;

/**
 * Shelly devices of the second generation and later: notifications by RPC, and the status of a component on its own topic.
 *
 * <p>Power of switches, covers, lights, {@code pm1}, {@code em1} and three-phase {@code em}, whose phases are summed; the
 * energy counter where a component has one that only rises. Source: Shelly's documentation of the components' status.
 *
 * @param meter name of the meter from {@code device} and {@code channel}
 */
record ShellyFormat(MeterTemplate meter) implements Rule.Format {

    private static final TimeSource TIME =
            new TimeSource(List.of(JsonPointer.compile("/ts")), true, TimeSource.Format.S, ZoneOffset.UTC);
    private static final List<String> POWER = List.of("total_act_power", "act_power", "apower");
    private static final List<String> PHASES = List.of("a_act_power", "b_act_power", "c_act_power");

    @Override
    public Decoded decode(Message message, Map<String, String> names) throws UndecodableException {
        JsonNode payload = JsonPayload.parse(message);
        String component = names.getOrDefault("component", "");
        List<Reading> readings = new ArrayList<>();
        if (!component.isEmpty()) {
            read(component, payload, names, TIME.of(payload, message), readings);
        } else if (payload.path("method").asText().startsWith("Notify")
                && payload.path("params").isObject()) {
            JsonNode parameters = payload.path("params");
            Optional<Instant> at = TIME.of(parameters, message);
            for (Map.Entry<String, JsonNode> status : parameters.properties()) {
                read(status.getKey(), status.getValue(), names, at, readings);
            }
        }
        return Decoded.ofReadings(readings);
    }

    /** A component's name is its kind and its number, such as {@code switch:0}. */
    private void read(
            String component, JsonNode status, Map<String, String> names, Optional<Instant> at, List<Reading> readings)
            throws UndecodableException {
        int colon = component.indexOf(':');
        Optional<Double> power = power(status);
        Optional<Double> energy = Numbers.of(status.path("aenergy").path("total"));
        if (colon < 0 || at.isEmpty() || (power.isEmpty() && energy.isEmpty())) {
            return;
        }
        Map<String, String> all = new HashMap<>(names);
        all.put("channel", component.substring(colon + 1));
        MeterId id = meter.fill(all);
        if (power.isPresent()) {
            readings.add(Quantity.power().reading(id, at.get(), Unit.W.toKilo(power.get())));
        }
        if (energy.isPresent()) {
            readings.add(Quantity.counter().reading(id, at.get(), Unit.WH.toKilo(energy.get())));
        }
    }

    private static Optional<Double> power(JsonNode status) {
        for (String name : POWER) {
            Optional<Double> power = Numbers.of(status.path(name));
            if (power.isPresent()) {
                return power;
            }
        }
        double sum = 0;
        for (String phase : PHASES) {
            Optional<Double> power = Numbers.of(status.path(phase));
            if (power.isEmpty()) {
                return Optional.empty();
            }
            sum += power.get();
        }
        return Optional.of(sum);
    }
}
