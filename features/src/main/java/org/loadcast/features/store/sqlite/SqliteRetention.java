package org.loadcast.features.store.sqlite;

import java.time.Instant;
import java.util.Collection;
import java.util.function.LongConsumer;
import org.loadcast.features.meter.Meter;

/**
 * Makes the store smaller: readings become quarter-hours, and quarter-hours go, while every load on steps of a quarter of an hour or
 * more, and every total, stays what it was. Works in small transactions, between which others write. Thread-safe.
 *
 * <p>A quarter whose mean is not known keeps its readings, and so do the two before it, for they may say how long a reading holds
 * when late ones come. Meters that report every quarter of an hour, or more seldom, have nothing to compact.
 */
public final class SqliteRetention {

    private final Compaction compaction;
    private final Deletion deletion;

    SqliteRetention(SqliteDatabase database) {
        this.compaction = new Compaction(database);
        this.deletion = new Deletion(database);
    }

    /**
     * What there is to compact.
     *
     * @param readings power readings and states of counters that lie before the instant; some will stay
     * @param quarterHours into which they would go at most
     */
    public record Compactable(long readings, long quarterHours) {
        Compactable plus(Compactable other) {
            return new Compactable(readings + other.readings, quarterHours + other.quarterHours);
        }
    }

    /**
     * What was compacted.
     *
     * @param readings that are gone
     * @param quarterHours that came in their place
     */
    public record Compacted(long readings, long quarterHours) {
        Compacted plus(Compacted other) {
            return new Compacted(readings + other.readings, quarterHours + other.quarterHours);
        }
    }

    /** The readings before an instant, without changing anything. */
    public Compactable compactable(Instant before) {
        return compaction.compactable(before);
    }

    /**
     * Compacts the readings before an instant into quarter-hours.
     *
     * @param progress hears how many readings were looked at; their number is that of {@link #compactable}
     */
    public Compacted compact(Instant before, LongConsumer progress) {
        return compaction.compact(before, progress);
    }

    /** How many readings and quarter-hours lie before an instant, of meters with day totals. */
    public long deletable(Instant before) {
        return deletion.deletable(before);
    }

    /**
     * Deletes all readings and quarter-hours of whole UTC days before an instant; day totals stay as they are then, whatever comes
     * late.
     *
     * @param meters all that have a clock; readings of other meters stay, because they have no day totals
     * @param progress hears how many rows are gone
     * @return how many rows are gone
     */
    public long delete(Instant before, Collection<Meter> meters, LongConsumer progress) {
        return deletion.delete(before, meters, progress);
    }
}
