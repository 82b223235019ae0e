package org.loadcast.serving.source.home;

import java.time.Duration;
import org.loadcast.features.meter.MeterId;
import org.loadcast.serving.source.SourceSink;

/**
 * Mean power by the step of values that are told only when they change: a value holds until the next one, but no longer than a
 * while. Steps that are not known as a whole are left out, so that an overlapping export says the same of each. Not thread-safe.
 */
final class HeldPower {

    private final MeterId meter;
    private final long stepMillis;
    private final long longestMillis;
    private final SourceSink sink;
    private double kilowatts = Double.NaN;
    private long since = Long.MIN_VALUE;
    private long step = Long.MIN_VALUE;
    private long knownMillis;
    private double kilowattMillis;

    HeldPower(MeterId meter, Duration step, Duration longest, SourceSink sink) {
        this.meter = meter;
        this.stepMillis = step.toMillis();
        this.longestMillis = longest.toMillis();
        this.sink = sink;
    }

    /**
     * The value from now on.
     *
     * @param value in kW; NaN when nobody knows
     * @throws IllegalArgumentException when the time lies before that of the value before
     */
    void change(long millis, double value) {
        if (millis < since) {
            throw new IllegalArgumentException("The time lies before that of the row before. Sort the rows by time.");
        }
        if (!Double.isNaN(kilowatts)) {
            hold(since, Math.min(millis, since + longestMillis));
        }
        since = millis;
        kilowatts = value;
    }

    private void hold(long from, long to) {
        for (long at = from; at < to; ) {
            long current = Math.floorDiv(at, stepMillis);
            if (current != step) {
                step = current;
                knownMillis = 0;
                kilowattMillis = 0;
            }
            long until = Math.min(to, (current + 1) * stepMillis);
            knownMillis += until - at;
            kilowattMillis += kilowatts * (until - at);
            if (knownMillis == stepMillis) {
                sink.power(meter, step * stepMillis / 1000, kilowattMillis / stepMillis);
            }
            at = until;
        }
    }
}
