package org.loadcast.serving.ingest.decode;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.meter.Reading;

/**
 * Sparkplug B: birth messages name metrics and give them aliases, data messages carry values. Thread-safe.
 *
 * <p>Without metrics in the rule, every metric counts whose property {@code engUnit} is a unit of power or energy. A data
 * message with an alias whose birth was not seen is refused, so that it can be replayed once the node has been born again.
 * Source: the Sparkplug specification 3.0.
 */
final class SparkplugFormat implements Rule.Format {

    private static final int MOST_NODES = 1_000;
    private static final int MOST_METRICS = 20_000;

    /** What the rule says of a metric. */
    record Metric(Unit unit, Quantity quantity) {}

    /** What a birth said of a metric. */
    private record Born(String device, String name, int dataType, Optional<Unit> unit) {}

    /** Everything a node's births said. */
    private record Births(Map<Long, Born> byAlias, Map<String, Born> byName) {

        Births() {
            this(new Remembered<>(MOST_METRICS), new Remembered<>(MOST_METRICS));
        }

        void forget(String device) {
            byAlias.values().removeIf(born -> born.device().equals(device));
            byName.values().removeIf(born -> born.device().equals(device));
        }
    }

    private final Map<String, Metric> metrics;
    private final Optional<MeterTemplate> meter;
    private final Map<String, Births> nodes = new Remembered<>(MOST_NODES);

    /**
     * A decoder of certain metrics.
     *
     * @param metrics by name; empty to take those with a unit of power or energy
     * @param meter from group, node, device and metric; empty for a meter by metric
     */
    SparkplugFormat(Map<String, Metric> metrics, Optional<MeterTemplate> meter) {
        this.metrics = Map.copyOf(metrics);
        this.meter = meter;
    }

    @Override
    public synchronized Decoded decode(Message message, Map<String, String> names) throws UndecodableException {
        String type = names.getOrDefault("type", "");
        if (!type.matches("[ND](BIRTH|DATA)")) {
            return Decoded.NOTHING;
        }
        String[] levels = message.topic().split("/", -1);
        String device = type.startsWith("D") && levels.length > 4 ? levels[4] : "";
        SparkplugPayload payload = SparkplugPayload.parse(message.payload());
        Births births = nodes.computeIfAbsent(
                names.getOrDefault("group", "") + "/" + names.getOrDefault("node", ""), first -> new Births());
        if (type.endsWith("BIRTH")) {
            remember(births, type, device, payload);
        }
        Map<String, String> all = new HashMap<>(names);
        all.put("device", device);
        List<Reading> readings = new ArrayList<>();
        for (SparkplugPayload.Metric metric : payload.metrics()) {
            read(metric, born(metric, births, device), payload, message, all, readings);
        }
        return Decoded.ofReadings(readings);
    }

    private static void remember(Births births, String type, String device, SparkplugPayload payload) {
        if (type.startsWith("N")) {
            births.byAlias().clear();
            births.byName().clear();
        } else {
            births.forget(device);
        }
        for (SparkplugPayload.Metric metric : payload.metrics()) {
            Born born = new Born(
                    device, metric.name(), metric.dataType(), metric.unit().flatMap(Unit::of));
            metric.alias().ifPresent(alias -> births.byAlias().put(alias, born));
            births.byName().put(device + "/" + metric.name(), born);
        }
    }

    private static Born born(SparkplugPayload.Metric metric, Births births, String device) throws UndecodableException {
        if (!metric.name().isEmpty()) {
            Born known = births.byName().get(device + "/" + metric.name());
            return known != null
                    ? known
                    : new Born(
                            device,
                            metric.name(),
                            metric.dataType(),
                            metric.unit().flatMap(Unit::of));
        }
        Born known = births.byAlias().get(metric.alias().orElse(-1L));
        if (known == null) {
            throw new UndecodableException(
                    "A metric has an alias that no birth message named. Make the node be born again"
                            + " (write true to its metric 'Node Control/Rebirth'), then replay this message.");
        }
        return known;
    }

    private void read(
            SparkplugPayload.Metric metric,
            Born born,
            SparkplugPayload payload,
            Message message,
            Map<String, String> names,
            List<Reading> readings)
            throws UndecodableException {
        Optional<Metric> wanted = metrics.isEmpty()
                ? born.unit().map(unit -> new Metric(unit, Quantity.usual(unit)))
                : Optional.ofNullable(metrics.get(born.name()));
        Optional<Double> number = metric.number(born.dataType());
        if (wanted.isEmpty() || number.isEmpty()) {
            return;
        }
        if (!Double.isFinite(number.get())) {
            throw new UndecodableException("Metric " + born.name() + " is not a finite number.");
        }
        names.put("metric", born.name());
        Optional<Instant> sent = metric.timestamp().or(payload::timestamp);
        readings.add(wanted.get()
                .quantity()
                .reading(
                        meter(names),
                        past(sent.orElse(message.receivedAt()), message),
                        wanted.get().unit().toKilo(number.get())));
    }

    private MeterId meter(Map<String, String> names) throws UndecodableException {
        if (meter.isPresent()) {
            return meter.get().fill(names);
        }
        String device = names.getOrDefault("device", "");
        return MeterTemplate.named(names.getOrDefault("node", "") + (device.isEmpty() ? "" : "-" + device) + "-"
                + names.getOrDefault("metric", ""));
    }

    private static Instant past(Instant at, Message message) throws UndecodableException {
        try {
            return Bounds.past(at, message.receivedAt());
        } catch (IllegalArgumentException future) {
            throw new UndecodableException(String.valueOf(future.getMessage()));
        }
    }
}
