package org.loadcast.serving.ingest.decode;

import java.time.Duration;
import java.time.Instant;

/** What a reading may be, so that one broken number cannot spoil sums and models; outside is an {@link IllegalArgumentException}. */
public final class Bounds {

    /** A thousand gigawatts: more than any country takes. */
    private static final double LARGEST_KILOWATTS = 1e9;
    /** What the largest power makes in a century. */
    private static final double LARGEST_KILOWATT_HOURS = 1e15;

    private static final Duration LONGEST_SPAN = Duration.ofDays(31);
    private static final Duration CLOCKS_MAY_DIFFER = Duration.ofHours(1);

    private Bounds() {}

    /** The power, when it is one. */
    public static double power(double kilowatts) {
        if (!(Math.abs(kilowatts) <= LARGEST_KILOWATTS)) {
            throw new IllegalArgumentException(
                    "Power " + kilowatts + " kW is beyond a thousand gigawatts. Check the unit.");
        }
        return kilowatts;
    }

    /** The energy, when it is one. */
    public static double energy(double kilowattHours) {
        if (!(Math.abs(kilowattHours) <= LARGEST_KILOWATT_HOURS)) {
            throw new IllegalArgumentException(
                    "Energy " + kilowattHours + " kWh is beyond " + LARGEST_KILOWATT_HOURS + ". Check the unit.");
        }
        return kilowattHours;
    }

    static Duration span(Duration span) {
        if (span.isZero() || span.isNegative() || span.compareTo(LONGEST_SPAN) > 0) {
            throw new IllegalArgumentException("span " + span + " is not between nothing and " + LONGEST_SPAN.toDays()
                    + " days. Use for example PT15M.");
        }
        return span;
    }

    /** The timestamp, when it is not from the future. */
    static Instant past(Instant timestamp, Instant now) {
        if (timestamp.isAfter(now.plus(CLOCKS_MAY_DIFFER))) {
            throw new IllegalArgumentException("timestamp " + timestamp + " lies in the future: it is " + now
                    + ". Check the sender's clock and time zone.");
        }
        return timestamp;
    }
}
