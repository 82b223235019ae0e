package org.loadcast.serving.ingest.decode;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.meter.Reading;

/**
 * Home Assistant's discovery: devices announce on which topics their sensors speak, in which unit and where in the payload.
 *
 * <p>Sensors of power and energy are taken, with their short or long names of settings, one by one or as a device with
 * components. Their topics join those that are subscribed to. A value template that is more than a path is passed over.
 * Thread-safe. Source: the documentation of Home Assistant's MQTT discovery.
 */
final class Discovery implements Rule.Format {

    private static final int MOST_TOPICS = 5_000;
    private static final int MOST_SENSORS_ON_A_TOPIC = 64;

    /** One announced sensor. */
    private record Sensor(MeterId meter, Unit unit, ValueTemplate template) {}

    /** By state topic, then by the topic that announced. */
    private final Map<String, Map<String, Sensor>> sensors = new Remembered<>(MOST_TOPICS);

    /** An announcement. */
    @Override
    public synchronized Decoded decode(Message message, Map<String, String> names) throws UndecodableException {
        sensors.values().forEach(announced -> announced.keySet().removeIf(key -> isOf(key, message.topic())));
        sensors.values().removeIf(Map::isEmpty);
        if (message.payload().size() == 0) {
            return Decoded.NOTHING;
        }
        JsonNode config = JsonPayload.parse(message);
        JsonNode components = config.path(config.has("components") ? "components" : "cmps");
        if (components.isObject()) {
            for (Map.Entry<String, JsonNode> component : components.properties()) {
                announce(message.topic() + "#" + component.getKey(), component.getValue(), config, component.getKey());
            }
        } else {
            announce(message.topic() + "#", config, config, names.getOrDefault("meter", ""));
        }
        return Decoded.NOTHING;
    }

    private static boolean isOf(String key, String topic) {
        return key.startsWith(topic + "#");
    }

    private void announce(String key, JsonNode sensor, JsonNode device, String fallbackName)
            throws UndecodableException {
        Optional<Unit> unit =
                setting(sensor, device, "unit_of_measurement", "unit_of_meas").flatMap(Unit::of);
        Optional<String> topic = setting(sensor, device, "state_topic", "stat_t");
        Optional<ValueTemplate> template = setting(sensor, device, "value_template", "val_tpl")
                .map(ValueTemplate::parse)
                .orElse(Optional.of(ValueTemplate.PLAIN));
        if (unit.isEmpty() || topic.isEmpty() || template.isEmpty()) {
            return;
        }
        String base = device.path("~").asText("");
        String full = topic.get().replace("~", base);
        boolean ours = full.startsWith("loadcast/"); // our forecasts are announced too, and are no measurements
        if (ours || full.isEmpty() || full.contains("+") || full.contains("#") || full.startsWith("$")) {
            return;
        }
        String name = setting(sensor, sensor, "object_id", "obj_id")
                .or(() -> setting(sensor, sensor, "unique_id", "uniq_id"))
                .orElse(fallbackName);
        Map<String, Sensor> onTopic = sensors.computeIfAbsent(full, first -> new HashMap<>());
        if (onTopic.size() < MOST_SENSORS_ON_A_TOPIC) {
            onTopic.put(key, new Sensor(MeterTemplate.named(name), unit.get(), template.get()));
        }
    }

    private static Optional<String> setting(JsonNode sensor, JsonNode device, String name, String abbreviation) {
        for (JsonNode node : List.of(sensor, device)) {
            for (String key : List.of(name, abbreviation)) {
                if (node.path(key).isTextual()) {
                    return Optional.of(node.path(key).textValue());
                }
            }
        }
        return Optional.empty();
    }

    /** The topics on which announced sensors speak. */
    synchronized List<String> topics() {
        return List.copyOf(sensors.keySet());
    }

    /** What announced sensors say with a message; empty when none of them speaks on its topic. */
    Optional<Decoded> state(Message message) throws UndecodableException {
        List<Sensor> speaking;
        synchronized (this) {
            Map<String, Sensor> onTopic = sensors.get(message.topic());
            if (onTopic == null) {
                return Optional.empty();
            }
            speaking = List.copyOf(onTopic.values());
        }
        List<Reading> readings = new ArrayList<>();
        for (Sensor sensor : speaking) {
            Optional<Double> number =
                    message.retained() ? Optional.empty() : sensor.template().read(message);
            if (number.isPresent()) {
                readings.add(Quantity.usual(sensor.unit())
                        .reading(
                                sensor.meter(),
                                message.receivedAt(),
                                sensor.unit().toKilo(number.get())));
            }
        }
        return Optional.of(Decoded.ofReadings(readings));
    }
}
