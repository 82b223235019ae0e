package org.loadcast.serving.forecast;

import java.time.Duration;
import java.time.Instant;
import org.loadcast.features.forecast.Horizon;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.series.TimeGrid;

/**
 * One forecast to be made.
 *
 * @param step spacing of the load that it is made from and of its rows
 * @param cutoff on the epoch-aligned raster of {@code step}; nothing after it may be used
 */
record Occasion(Meter meter, Horizon horizon, Champion champion, Duration step, Instant cutoff) {

    /** The intervals that are forecast. */
    TimeGrid target() {
        return horizon.target(cutoff, step, meter.zone());
    }

    /** The same one step earlier. */
    Occasion before() {
        return new Occasion(meter, horizon, champion, step, cutoff.minus(step));
    }
}
