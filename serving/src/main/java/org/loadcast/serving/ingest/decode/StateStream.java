package org.loadcast.serving.ingest.decode;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.loadcast.features.meter.Reading;

/**
 * Home Assistant's statestream: the state of a sensor on one topic, its unit on another, in any order.
 *
 * <p>A state waits until its unit is known; only units of power and energy count. Thread-safe. Source: the documentation of
 * Home Assistant's integration {@code mqtt_statestream} (with {@code publish_attributes: true}).
 */
final class StateStream implements Rule.Format {

    private static final int MOST_SENSORS = 10_000;

    private final Map<String, Optional<Unit>> units = new Remembered<>(MOST_SENSORS);
    private final Map<String, Message> waiting = new Remembered<>(MOST_SENSORS);

    @Override
    public synchronized Decoded decode(Message message, Map<String, String> names) throws UndecodableException {
        String topic = message.topic();
        int end = topic.lastIndexOf('/');
        String sensor = topic.substring(0, end);
        if (topic.endsWith("/unit_of_measurement")) {
            Optional<Unit> unit = Unit.of(message.payload().text().strip().replace("\"", ""));
            units.put(sensor, unit);
            Message state = waiting.remove(sensor);
            return state == null ? Decoded.NOTHING : reading(state, names, unit);
        }
        Optional<Unit> unit = units.get(sensor);
        if (unit == null) {
            waiting.put(sensor, message);
            return Decoded.NOTHING;
        }
        return reading(message, names, unit);
    }

    /** A state that is no number, such as {@code unavailable}, says nothing; nor does one of unknown age. */
    private static Decoded reading(Message state, Map<String, String> names, Optional<Unit> unit)
            throws UndecodableException {
        if (unit.isEmpty() || state.retained()) {
            return Decoded.NOTHING;
        }
        Optional<Double> number = Numbers.parse(state.payload().text());
        if (number.isEmpty()) {
            return Decoded.NOTHING;
        }
        Reading reading = Quantity.usual(unit.get())
                .reading(
                        MeterTemplate.named(names.getOrDefault("meter", "")),
                        state.receivedAt(),
                        unit.get().toKilo(number.get()));
        return Decoded.ofReadings(List.of(reading));
    }
}
