package org.loadcast.serving.ingest.decode;

import java.time.Duration;
import java.time.Instant;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.meter.Reading;

/**
 * What a number means.
 *
 * @param kind power, state of a counter, or energy of a span
 * @param factor from the number in kW or kWh to ours: scale, and -1 where positive numbers mean generation
 * @param span of a {@link Kind#DELTA}
 */
record Quantity(Kind kind, double factor, Duration span) {

    private static final Duration NO_SPAN = Duration.ZERO;

    static Quantity power() {
        return new Quantity(Kind.POWER, 1, NO_SPAN);
    }

    static Quantity counter() {
        return new Quantity(Kind.COUNTER, 1, NO_SPAN);
    }

    /** Power for a unit of power, the state of a counter for one of energy. */
    static Quantity usual(Unit unit) {
        return unit.isEnergy() ? counter() : power();
    }

    /** @throws UndecodableException when the value is beyond anything a meter measures */
    Reading reading(MeterId meter, Instant at, double kilo) throws UndecodableException {
        try {
            double value = kilo * factor + 0.0;
            return switch (kind) {
                case POWER -> new Reading.Power(meter, at, Bounds.power(value));
                case COUNTER -> new Reading.EnergyCounter(meter, at, Bounds.energy(value));
                case DELTA -> new Reading.EnergyDelta(meter, at, span, Bounds.energy(value));
            };
        } catch (IllegalArgumentException beyond) {
            throw new UndecodableException(String.valueOf(beyond.getMessage()));
        }
    }
}
