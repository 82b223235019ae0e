package org.loadcast.features.store;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.meter.Reading;
import org.loadcast.features.series.Interval;
import org.loadcast.features.series.IntervalEnds;
import org.loadcast.features.series.LoadSeries;
import org.loadcast.features.series.TimeGrid;

/**
 * The history of readings. Thread-safe.
 *
 * <p>Timestamps are kept to the whole second; an {@link Reading.EnergyDelta} is kept as its mean power. Every method throws
 * {@link StoreException} when the store cannot be reached or read.
 */
public interface MeasurementStore {

    /**
     * Stores readings; they are durable when this returns. A reading with the meter and timestamp of an earlier one
     * replaces it.
     *
     * @return what became of them; a store that does not look before it writes counts every one as added
     * @throws StoreException when nothing was stored
     */
    WriteCounts write(Collection<? extends Reading> readings);

    /**
     * Stores many power readings; they are durable when this returns. Writing the same rows again changes nothing.
     *
     * @return what became of the rows; a store that does not look before it writes counts every row as added
     * @throws StoreException when nothing was stored
     */
    WriteCounts write(PowerRows rows);

    /**
     * Removes the readings of {@code meter} whose timestamp lies in {@code interval}, for good.
     *
     * @throws StoreException when nothing was removed
     */
    void remove(MeterId meter, Interval interval);

    /**
     * Mean power on the epoch-aligned grid of {@code step} that covers {@code interval}.
     *
     * <p>Finer readings are averaged over the step, coarser ones spread over it (energy is conserved); a step with more than a
     * {@link Samples#SPARE_PART}th of a quarter-hour missing is missing. Counters become power between two consecutive states.
     */
    LoadSeries load(MeterId meter, Interval interval, Duration step);

    /**
     * How the load ended in every interval of {@code step} that {@code interval} touches; empty when readings are not finer.
     *
     * @param nativeStep see {@link #nativeStep}
     */
    default Optional<IntervalEnds> ends(MeterId meter, Interval interval, Duration step, Duration nativeStep) {
        TimeGrid grid = TimeGrid.covering(interval, step);
        return IntervalEnds.finerStep(step, nativeStep)
                .map(finer -> IntervalEnds.of(load(meter, new Interval(grid.start(), grid.end()), finer), step));
    }

    /** From the first to the end of the last stored reading; empty for a meter without readings. */
    Optional<Interval> span(MeterId meter);

    /** The usual distance of two readings; empty for a meter with fewer than two. */
    Optional<Duration> nativeStep(MeterId meter);

    /** The readings whose timestamp lies in {@code interval}, by time. */
    List<Reading> readings(MeterId meter, Interval interval);

    /** The states of its counter whose timestamp lies in {@code interval}, by time. */
    default List<Reading.EnergyCounter> counters(MeterId meter, Interval interval) {
        return readings(meter, interval).stream()
                .filter(Reading.EnergyCounter.class::isInstance)
                .map(Reading.EnergyCounter.class::cast)
                .toList();
    }

    /** The reading with the latest timestamp; empty for a meter without readings. */
    Optional<Reading> latest(MeterId meter);

    /** Every meter with at least one reading, in order. */
    List<MeterId> meters();
}
