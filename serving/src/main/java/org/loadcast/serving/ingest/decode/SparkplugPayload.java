package org.loadcast.serving.ingest.decode;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A Sparkplug B payload: its numeric metrics.
 *
 * <p>Field numbers are those of the specification's {@code Payload} (timestamp 1, metrics 2), {@code Metric} (name 1, alias 2,
 * timestamp 3, datatype 4, is_null 7, properties 9, int 10, long 11, float 12, double 13) and {@code PropertySet} (keys 1,
 * values 2, whose string is 8).
 */
record SparkplugPayload(Optional<Instant> timestamp, List<Metric> metrics) {

    private static final int MOST_METRICS = 10_000;
    private static final int INT_8 = 1;
    private static final int INT_64 = 4;
    private static final int UINT_32 = 7;

    /**
     * One metric.
     *
     * @param name empty where only the alias tells it
     * @param alias short for the name, given in a birth message
     * @param unit the property {@code engUnit}
     * @param value empty for one that is null or no number
     */
    record Metric(
            String name,
            Optional<Long> alias,
            Optional<Instant> timestamp,
            int dataType,
            Optional<String> unit,
            Optional<Number> value) {

        /** The value, which unsigned fields carry for signed types as well. */
        Optional<Double> number(int knownType) {
            int type = dataType == 0 ? knownType : dataType;
            return value.map(raw -> {
                if (!(raw instanceof Long integer)) {
                    return raw.doubleValue();
                }
                if (type >= INT_8 && type < INT_64) {
                    return (double) integer.intValue();
                }
                if (type == UINT_32) {
                    return (double) (integer & 0xffff_ffffL);
                }
                return integer.doubleValue();
            });
        }
    }

    static SparkplugPayload parse(Payload payload) throws UndecodableException {
        WireReader reader = new WireReader(payload.buffer());
        Optional<Instant> timestamp = Optional.empty();
        List<Metric> metrics = new ArrayList<>();
        while (reader.next()) {
            switch (reader.field()) {
                case 1 -> timestamp = instant(reader.readLong());
                case 2 -> metrics.add(metric(reader.readMessage()));
                default -> reader.skip();
            }
            if (metrics.size() > MOST_METRICS) {
                throw new UndecodableException(
                        "There are more than " + MOST_METRICS + " metrics. Send fewer at a time.");
            }
        }
        return new SparkplugPayload(timestamp, metrics);
    }

    private static Metric metric(WireReader reader) throws UndecodableException {
        String name = "";
        Optional<Long> alias = Optional.empty();
        Optional<Instant> timestamp = Optional.empty();
        int dataType = 0;
        boolean isNull = false;
        Optional<String> unit = Optional.empty();
        Optional<Number> value = Optional.empty();
        while (reader.next()) {
            switch (reader.field()) {
                case 1 -> name = reader.readText();
                case 2 -> alias = Optional.of(reader.readLong());
                case 3 -> timestamp = instant(reader.readLong());
                case 4 -> dataType = (int) reader.readLong();
                case 7 -> isNull = reader.readLong() != 0;
                case 9 -> unit = engineeringUnit(reader.readMessage());
                case 10, 11 -> value = Optional.of(reader.readLong());
                case 12 -> value = Optional.of(reader.readFloat());
                case 13 -> value = Optional.of(reader.readDouble());
                default -> reader.skip();
            }
        }
        return new Metric(name, alias, timestamp, dataType, unit, isNull ? Optional.empty() : value);
    }

    private static Optional<String> engineeringUnit(WireReader properties) throws UndecodableException {
        List<String> keys = new ArrayList<>();
        List<Optional<String>> values = new ArrayList<>();
        while (properties.next()) {
            switch (properties.field()) {
                case 1 -> keys.add(properties.readText());
                case 2 -> values.add(text(properties.readMessage()));
                default -> properties.skip();
            }
        }
        int at = keys.indexOf("engUnit");
        return at < 0 || at >= values.size() ? Optional.empty() : values.get(at);
    }

    private static Optional<String> text(WireReader property) throws UndecodableException {
        Optional<String> text = Optional.empty();
        while (property.next()) {
            if (property.field() == 8) {
                text = Optional.of(property.readText());
            } else {
                property.skip();
            }
        }
        return text;
    }

    private static Optional<Instant> instant(long epochMillis) throws UndecodableException {
        try {
            return epochMillis == 0
                    ? Optional.empty()
                    : Optional.of(Times.requireKnown(Instant.ofEpochMilli(epochMillis)));
        } catch (IllegalArgumentException wrong) {
            throw new UndecodableException("A timestamp cannot be used: " + wrong.getMessage());
        }
    }
}
