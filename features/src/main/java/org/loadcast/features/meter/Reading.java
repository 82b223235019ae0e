package org.loadcast.features.meter;

import java.time.Duration;
import java.time.Instant;

/** One thing that a meter reported, in our units and signs: consumption positive, generation negative. */
public sealed interface Reading {

    MeterId meter();

    /** Start of the interval that the reading speaks of; for a counter, the instant at which it was read. */
    Instant timestamp();

    /** Mean power in kW from {@code timestamp} to the meter's next reading, or over its native step. */
    record Power(MeterId meter, Instant timestamp, double kilowatts) implements Reading {
        public Power {
            requireFinite(meter, timestamp, kilowatts, "power_kw");
        }
    }

    /** State of a cumulative energy counter in kWh; power is the difference of two states over their distance. */
    record EnergyCounter(MeterId meter, Instant timestamp, double kilowattHours) implements Reading {
        public EnergyCounter {
            requireFinite(meter, timestamp, kilowattHours, "energy_kwh");
        }
    }

    /** Energy in kWh over {@code [timestamp, timestamp + span)}. */
    record EnergyDelta(MeterId meter, Instant timestamp, Duration span, double kilowattHours) implements Reading {
        public EnergyDelta {
            requireFinite(meter, timestamp, kilowattHours, "energy_kwh");
            if (span.isZero() || span.isNegative()) {
                throw new IllegalArgumentException("Span " + span + " of an energy reading of meter " + meter + " at "
                        + timestamp + " is not positive.");
            }
        }

        /** The same energy as a mean power. */
        public Power toPower() {
            return new Power(meter, timestamp, kilowattHours / (span.toMillis() / 3_600_000.0));
        }
    }

    private static void requireFinite(MeterId meter, Instant timestamp, double value, String name) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(
                    name + " " + value + " of meter " + meter + " at " + timestamp + " is not a finite number.");
        }
    }
}
