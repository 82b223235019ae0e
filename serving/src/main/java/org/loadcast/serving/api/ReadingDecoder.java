package org.loadcast.serving.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.meter.Reading;

/**
 * Makes readings from JSON objects and from lines of InfluxDB's line protocol.
 *
 * <p>An object has {@code meter_id}, {@code timestamp} and one of {@code power_kw} (also {@code load_kw}), {@code energy_kwh}
 * (the state of a counter), or {@code energy_delta_kwh} with a {@code span}. A line is {@code load,meter_id=ID power_kw=1.2
 * TIME}, its time in nanoseconds unless the request says otherwise.
 */
final class ReadingDecoder {

    private static final Duration CLOCKS_MAY_DIFFER = Duration.ofHours(1);

    private final Clock clock;
    private final LineProtocol lines;

    ReadingDecoder(Clock clock, LineProtocol lines) {
        this.clock = clock;
        this.lines = lines;
    }

    Reading decode(JsonNode row) {
        if (!row.isObject()) {
            throw new IllegalArgumentException("A reading must be a JSON object, not " + row.getNodeType() + ".");
        }
        MeterId meter = MeterId.of(RowFields.text(row, "meter_id"));
        Instant timestamp = known(Times.parse(RowFields.text(row, "timestamp")));
        Optional<Double> power = RowFields.number(row, "power_kw").or(() -> RowFields.number(row, "load_kw"));
        Optional<Double> counter = RowFields.number(row, "energy_kwh");
        Optional<Double> delta = RowFields.number(row, "energy_delta_kwh");
        if (power.isPresent()) {
            return new Reading.Power(meter, timestamp, power.get());
        }
        if (counter.isPresent()) {
            return new Reading.EnergyCounter(meter, timestamp, counter.get());
        }
        if (delta.isPresent()) {
            return new Reading.EnergyDelta(meter, timestamp, Duration.parse(RowFields.text(row, "span")), delta.get());
        }
        throw new IllegalArgumentException("No value. Give power_kw, energy_kwh, or energy_delta_kwh with a span.");
    }

    Reading decode(String line) {
        LineProtocol.Point point = lines.parse(line);
        String meter = Optional.ofNullable(point.tags().get("meter_id"))
                .orElseThrow(() -> new IllegalArgumentException("Tag meter_id is missing."));
        Instant timestamp = known(point.timestamp().orElseGet(clock::instant));
        Optional<Double> power = Optional.ofNullable(point.fields().get("power_kw"));
        Optional<Double> counter = Optional.ofNullable(point.fields().get("energy_kwh"));
        if (power.isPresent()) {
            return new Reading.Power(MeterId.of(meter), timestamp, power.get());
        }
        return new Reading.EnergyCounter(
                MeterId.of(meter),
                timestamp,
                counter.orElseThrow(
                        () -> new IllegalArgumentException("Neither field power_kw nor energy_kwh is there.")));
    }

    private Instant known(Instant timestamp) {
        Instant now = clock.instant();
        if (timestamp.isAfter(now.plus(CLOCKS_MAY_DIFFER))) {
            throw new IllegalArgumentException("timestamp " + timestamp + " lies in the future: it is " + now
                    + ". Check the sender's clock and time zone.");
        }
        return timestamp;
    }
}
