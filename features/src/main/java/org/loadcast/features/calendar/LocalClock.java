package org.loadcast.features.calendar;

import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.loadcast.features.series.TimeGrid;

/**
 * Local time on a raster, by index: inner loops ask for the wall clock of an interval without making date objects.
 *
 * <p>Indices may lie before or after the grid. Thread-safe.
 */
public final class LocalClock {

    private static final int MARGIN_DAYS = 40;
    private static final long DAY_SECONDS = 86_400;

    private final TimeGrid grid;
    private final ZoneRules rules;
    private final long stepSeconds;
    private final int margin;
    private final int[] offsets;

    public LocalClock(TimeGrid grid, ZoneId zone) {
        this.grid = grid;
        this.rules = zone.getRules();
        this.stepSeconds = grid.step().toSeconds();
        this.margin = Math.toIntExact(MARGIN_DAYS * DAY_SECONDS / stepSeconds);
        this.offsets = new int[grid.length() + 2 * margin];
        int filled = 0;
        while (filled < offsets.length) {
            Instant start = grid.startOf(filled - margin);
            int end = firstAfter(rules.nextTransition(start));
            Arrays.fill(offsets, filled, end, offsetOf(start));
            filled = end;
        }
    }

    /** The first entry of {@link #offsets} at or after a change of the clock; their number where none follows. */
    private int firstAfter(@Nullable ZoneOffsetTransition change) {
        if (change == null) {
            return offsets.length;
        }
        long seconds = change.toEpochSecond() - grid.start().getEpochSecond() + margin * stepSeconds;
        return (int) Math.min(offsets.length, -Math.floorDiv(-seconds, stepSeconds));
    }

    private int offsetOf(Instant instant) {
        return rules.getOffset(instant).getTotalSeconds();
    }

    private long offset(int index) {
        int i = index + margin;
        return i >= 0 && i < offsets.length ? offsets[i] : offsetOf(grid.startOf(index));
    }

    private long localSecond(int index) {
        return grid.start().getEpochSecond() + index * stepSeconds + offset(index);
    }

    /** Local date at the start of interval {@code index}, as days since 1970-01-01. */
    public long epochDay(int index) {
        return Math.floorDiv(localSecond(index), DAY_SECONDS);
    }

    /** Local time of day at the start of interval {@code index}, in seconds since midnight on the wall clock. */
    public int secondOfDay(int index) {
        return Math.floorMod(localSecond(index), (int) DAY_SECONDS);
    }

    /** Local time of day at the start of interval {@code index}, in hours. */
    public double hour(int index) {
        return secondOfDay(index) / 3600.0;
    }

    /** Local time of day in whole steps since midnight on the wall clock; 0 for steps of a day and longer. */
    public int slot(int index) {
        return (int) (secondOfDay(index) / stepSeconds);
    }

    /** 1 (Monday) to 7 (Sunday) of the local date. */
    public int weekday(int index) {
        return weekdayOf(epochDay(index));
    }

    /** 1 (Monday) to 7 (Sunday) of a date given as days since 1970-01-01. */
    public static int weekdayOf(long epochDay) {
        return Math.floorMod(epochDay + 3, 7) + 1;
    }

    /**
     * Index of the interval with the same wall-clock time {@code days} days earlier; across a change of the clock this is
     * not a multiple of 24 hours away.
     */
    public int daysBefore(int index, int days) {
        int same = index - Math.toIntExact(days * DAY_SECONDS / stepSeconds);
        return same + Math.toIntExact(Math.floorDiv(offset(index) - offset(same), stepSeconds));
    }
}
