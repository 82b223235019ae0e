package org.loadcast.serving.ingest.decode;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.meter.Reading;

/**
 * Makes readings from JSON objects of our own form and from points of InfluxDB's line protocol.
 *
 * <p>An object has {@code meter_id}, {@code timestamp} and one of {@code power_kw} (also {@code load_kw}), {@code energy_kwh}
 * (the state of a counter), or {@code energy_delta_kwh} with a {@code span}. A line is {@code load,meter_id=ID power_kw=1.2
 * TIME}. What is wrong is an {@link IllegalArgumentException} or a {@link java.time.DateTimeException}.
 *
 * @param now what timestamps are held against: readings from the future are refused
 */
public record ReadingRows(Instant now) {

    /** The reading of an object that names its meter. */
    public Reading decode(JsonNode row) {
        requireObject(row);
        return decode(MeterId.of(RowFields.text(row, "meter_id")), row);
    }

    /** The reading of an object that speaks of {@code meter}, because the topic says so. */
    Reading decode(MeterId meter, JsonNode row) {
        requireObject(row);
        Instant timestamp = Bounds.past(Times.parse(RowFields.text(row, "timestamp")), now);
        Optional<Double> power = RowFields.number(row, "power_kw").or(() -> RowFields.number(row, "load_kw"));
        Optional<Double> counter = RowFields.number(row, "energy_kwh");
        Optional<Double> delta = RowFields.number(row, "energy_delta_kwh");
        if (power.isPresent()) {
            return new Reading.Power(meter, timestamp, Bounds.power(power.get()));
        }
        if (counter.isPresent()) {
            return new Reading.EnergyCounter(meter, timestamp, Bounds.energy(counter.get()));
        }
        if (delta.isPresent()) {
            Duration span = Bounds.span(Duration.parse(RowFields.text(row, "span")));
            return new Reading.EnergyDelta(meter, timestamp, span, Bounds.energy(delta.get()));
        }
        throw new IllegalArgumentException("No value. Give power_kw, energy_kwh, or energy_delta_kwh with a span.");
    }

    private static void requireObject(JsonNode row) {
        if (!row.isObject()) {
            throw new IllegalArgumentException("A reading must be a JSON object, not " + row.getNodeType() + ".");
        }
    }

    /** The reading of a point; one without a time is of now. */
    public Reading decode(LineProtocol.Point point) {
        MeterId meter = MeterId.of(Optional.ofNullable(point.tags().get("meter_id"))
                .orElseThrow(() -> new IllegalArgumentException("Tag meter_id is missing.")));
        Instant timestamp = Bounds.past(point.timestamp().orElse(now), now);
        Optional<Double> power = Optional.ofNullable(point.fields().get("power_kw"));
        Optional<Double> counter = Optional.ofNullable(point.fields().get("energy_kwh"));
        if (power.isPresent()) {
            return new Reading.Power(meter, timestamp, Bounds.power(power.get()));
        }
        return new Reading.EnergyCounter(
                meter,
                timestamp,
                Bounds.energy(counter.orElseThrow(
                        () -> new IllegalArgumentException("Neither field power_kw nor energy_kwh is there."))));
    }
}
