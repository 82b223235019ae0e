package org.loadcast.features.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.loadcast.features.series.Interval;
import org.loadcast.features.series.TimeGrid;

/**
 * A calendar day on the clock of a zone: 24 hours, or 23 or 25 when the clock is changed.
 *
 * @param date the local date
 * @param zone the zone whose clock counts
 */
public record LocalDay(LocalDate date, ZoneId zone) {

    /** The day that {@code instant} belongs to. */
    public static LocalDay of(Instant instant, ZoneId zone) {
        return new LocalDay(instant.atZone(zone).toLocalDate(), zone);
    }

    public LocalDay next() {
        return new LocalDay(date.plusDays(1), zone);
    }

    public LocalDay previous() {
        return new LocalDay(date.minusDays(1), zone);
    }

    /** From the day's first instant to the next day's; the first is not midnight where the clock skips it. */
    public Interval interval() {
        return new Interval(
                date.atStartOfDay(zone).toInstant(),
                date.plusDays(1).atStartOfDay(zone).toInstant());
    }

    public Duration length() {
        return interval().duration();
    }

    /** The day's intervals of {@code step} on the epoch-aligned raster: 92, 96 or 100 quarter-hours. */
    public TimeGrid grid(Duration step) {
        return TimeGrid.covering(interval(), step);
    }

    /**
     * The place of {@code instant} on the wall clock in whole steps since midnight. On the long day the doubled hour has the
     * same places twice, on the short day the skipped hour's are missing: 09:00 is the same place all year.
     */
    public static int wallClockSlot(Instant instant, ZoneId zone, Duration step) {
        return (int) (instant.atZone(zone).toLocalTime().toSecondOfDay() / step.toSeconds());
    }
}
