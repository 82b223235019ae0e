package org.loadcast.features.store;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.Reading;
import org.loadcast.features.series.Interval;

/**
 * Sums of the load of many meters, as they follow from the readings that are stored at this moment, late ones too. Days are those
 * of each meter's own clock. Thread-safe. Every method throws {@link StoreException} when the store cannot be read.
 */
public interface LoadAggregates {

    /** The totals of the days from {@code first} to {@code last}, both included, by meter and day; days without load are absent. */
    List<DayTotal> days(Collection<Meter> meters, LocalDate first, LocalDate last);

    /** The {@code count} quarter-hours with the highest mean power of those days, the highest first. */
    List<PeakQuarter> peaks(Collection<Meter> meters, LocalDate first, LocalDate last, int count);

    /** The power readings of {@code meters} whose timestamp lies in {@code interval}, by meter and time. */
    List<Reading.Power> power(Collection<Meter> meters, Interval interval);
}
