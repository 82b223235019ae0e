package org.loadcast.features.store.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.loadcast.features.meter.Meter;

/** Deletes old readings and quarter-hours, of which day totals stay; see {@link SqliteRetention}. */
final class Deletion {

    private static final int ROWS_AT_ONCE = 50_000;

    private final SqliteDatabase database;
    private final DayTotals totals;

    Deletion(SqliteDatabase database) {
        this.database = database;
        this.totals = new DayTotals(database);
    }

    long deletable(Instant before) {
        long end = day(before);
        return database.read("Counting what to delete", connection -> {
            long all = 0;
            for (String table : List.of("quarter_hour", "compact_quarter", "counter")) {
                all += Rows.number(
                        connection,
                        "SELECT count(*) FROM series CROSS JOIN " + table
                                + " t ON t.series = key WHERE total_zone <> ''"
                                + " AND meter_id IN (SELECT id FROM meter) AND ts < ?",
                        end);
            }
            return all;
        });
    }

    private static long day(Instant instant) {
        return Math.floorDiv(instant.getEpochSecond(), 86_400) * 86_400;
    }

    long delete(Instant before, Collection<Meter> meters, LongConsumer progress) {
        long end = day(before);
        List<Integer> keys = frozen(end, meters);
        long gone = 0;
        for (int key : keys) {
            for (String table : List.of("compact_quarter", "counter", "quarter_hour")) {
                gone += database.write("Deleting old quarter-hours", c -> deleteBefore(c, table, key, end));
                progress.accept(gone);
            }
        }
        return gone + deletePower(keys, end);
    }

    private List<Integer> frozen(long end, Collection<Meter> meters) {
        Optional<List<Integer>> keys = Optional.empty();
        while (keys.isEmpty()) {
            totals.refresh(meters);
            keys = database.write("Freezing day totals", connection -> freeze(connection, end));
        }
        return keys.get();
    }

    /**
     * From now on days before {@code end} stay as they are; the series whose days are known. Empty when readings came for them
     * meanwhile.
     */
    private static Optional<List<Integer>> freeze(Connection connection, long end) throws SQLException {
        if (Rows.number(connection, """
                SELECT count(*) FROM series JOIN stale_load ON series = key JOIN meter ON id = meter_id
                WHERE total_zone <> '' AND first < ?""", end) > 0) {
            return Optional.empty();
        }
        try (var upsert = connection.prepareStatement("""
                INSERT INTO retention VALUES (1, ?) ON CONFLICT DO UPDATE
                SET deleted_until = max(deleted_until, excluded.deleted_until)""")) {
            upsert.setLong(1, end);
            upsert.executeUpdate();
        }
        List<Integer> keys = new ArrayList<>();
        try (var select = connection.prepareStatement("""
                        SELECT key FROM series JOIN meter ON id = meter_id WHERE total_zone <> ''""");
                var rows = select.executeQuery()) {
            while (rows.next()) {
                keys.add(rows.getInt(1));
            }
        }
        return Optional.of(keys);
    }

    private static int deleteBefore(Connection connection, String table, int key, long end) throws SQLException {
        try (var delete = connection.prepareStatement("DELETE FROM " + table + " WHERE series = ? AND ts < ?")) {
            delete.setInt(1, key);
            delete.setLong(2, end);
            return delete.executeUpdate();
        }
    }

    /** Where one transaction ended, and how many readings are gone with it. */
    private record Stretch(long end, long gone) {}

    /** Readings whose quarter is gone; they lie by time. */
    private long deletePower(List<Integer> keys, long end) {
        if (keys.isEmpty()) {
            return 0;
        }
        long gone = 0;
        long from = Long.MIN_VALUE;
        while (from < end) {
            long begin = from;
            Stretch stretch = database.write("Deleting old readings", connection -> {
                long to;
                try (var select = connection.prepareStatement(
                        "SELECT ts FROM power WHERE ts >= ? AND ts < ? ORDER BY ts LIMIT 1 OFFSET " + ROWS_AT_ONCE)) {
                    select.setLong(1, begin);
                    select.setLong(2, end);
                    try (var row = select.executeQuery()) {
                        to = row.next() ? row.getLong(1) + 1 : end;
                    }
                }
                try (var delete = connection.prepareStatement("DELETE FROM power WHERE ts >= ? AND ts < ?"
                        + " AND NOT EXISTS (SELECT 1 FROM quarter_hour q WHERE q.series = power.series AND q.ts = "
                        + Series.quarterOf("power.ts") + ")")) {
                    delete.setLong(1, begin);
                    delete.setLong(2, to);
                    return new Stretch(to, delete.executeUpdate());
                }
            });
            from = stretch.end();
            gone += stretch.gone();
        }
        return gone;
    }
}
