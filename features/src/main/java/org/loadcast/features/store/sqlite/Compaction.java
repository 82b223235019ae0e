package org.loadcast.features.store.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import org.loadcast.features.series.TimeGrid;
import org.loadcast.features.store.Samples;
import org.loadcast.features.store.sqlite.SqliteRetention.Compactable;
import org.loadcast.features.store.sqlite.SqliteRetention.Compacted;

/** Puts quarter-hours in place of readings; see {@link SqliteRetention}. */
final class Compaction {

    private static final int QUARTER = Series.QUARTER_HOUR;
    private static final int NEIGHBOURS = 2;
    private static final int ROWS_AT_ONCE = 50_000;
    private static final int QUARTERS_AT_ONCE = 16;
    private static final long COUNTERS_AT_ONCE_SECONDS = 7 * 86_400L;

    private final SqliteDatabase database;

    Compaction(SqliteDatabase database) {
        this.database = database;
    }

    Compactable compactable(Instant before) {
        long end = Series.quarterOf(before.getEpochSecond());
        return database.read(
                "Counting readings to compact",
                connection -> compactable(connection, """
                    SELECT coalesce(sum(readings), 0), count(*) FROM series CROSS JOIN quarter_hour ON series = key
                    WHERE raster_s % 900 <> 0 AND ts < ?""", end).plus(compactable(connection, """
                        SELECT coalesce(sum(n), 0), count(*) FROM (SELECT count(*) AS n FROM counter WHERE ts < ?
                        GROUP BY series, ts / 900)""", end)));
    }

    private static Compactable compactable(Connection connection, String sql, long end) throws SQLException {
        try (var select = connection.prepareStatement(sql)) {
            select.setLong(1, end);
            try (var row = select.executeQuery()) {
                row.next();
                return new Compactable(row.getLong(1), row.getLong(2));
            }
        }
    }

    Compacted compact(Instant before, LongConsumer progress) {
        long end = Series.quarterOf(before.getEpochSecond());
        Map<Integer, Series> series =
                database.read("Looking for meters to compact", Compaction::seriesFinerThanQuarters);
        Compacted done = new Compacted(0, 0);
        long looked = 0;
        List<Window> windows = database.read("Looking for readings to compact", connection -> windows(connection, end));
        for (Window window : windows) {
            done = done.plus(database.write("Compacting readings", connection -> compact(connection, window, series)));
            looked += window.rows();
            progress.accept(looked);
        }
        return done.plus(compactCounters(end, looked, progress));
    }

    /** Quarters that are compacted in one transaction, from the first second to the one after the last. */
    private record Window(long from, long to, long rows) {}

    private static Map<Integer, Series> seriesFinerThanQuarters(Connection connection) throws SQLException {
        List<Series> all = new ArrayList<>();
        try (var select = connection.prepareStatement(
                        "SELECT key, raster_s, compact_step_s FROM series WHERE raster_s % 900 <> 0");
                var rows = select.executeQuery()) {
            while (rows.next()) {
                all.add(new Series(rows.getInt(1), rows.getLong(2), rows.getLong(3)));
            }
        }
        Map<Integer, Series> finer = new HashMap<>();
        for (Series one : all) {
            OptionalLong usual = new PowerReader(connection, one).usualDistance();
            if (usual.isPresent() && usual.getAsLong() <= QUARTER) {
                finer.put(one.key(), new Series(one.key(), one.rasterSeconds(), usual.getAsLong()));
            }
        }
        return finer;
    }

    private static List<Window> windows(Connection connection, long end) throws SQLException {
        List<Window> windows = new ArrayList<>();
        try (var select = connection.prepareStatement("""
                SELECT ts, sum(readings) FROM series CROSS JOIN quarter_hour ON series = key
                WHERE raster_s % 900 <> 0 AND ts < ? GROUP BY ts ORDER BY ts""")) {
            select.setLong(1, end);
            try (var rows = select.executeQuery()) {
                Window open = new Window(0, 0, 0);
                while (rows.next()) {
                    long ts = rows.getLong(1);
                    long count = rows.getLong(2);
                    boolean fits = open.rows() > 0
                            && open.rows() + count <= ROWS_AT_ONCE
                            && ts + QUARTER - open.from() <= (long) QUARTERS_AT_ONCE * QUARTER;
                    if (!fits && open.rows() > 0) {
                        windows.add(open);
                    }
                    open = fits
                            ? new Window(open.from(), ts + QUARTER, open.rows() + count)
                            : new Window(ts, ts + QUARTER, count);
                }
                if (open.rows() > 0) {
                    windows.add(open);
                }
            }
        }
        return windows;
    }

    private static Compacted compact(Connection connection, Window window, Map<Integer, Series> series)
            throws SQLException {
        Map<Integer, Samples> samples = new TreeMap<>();
        Set<Integer> seen = new TreeSet<>();
        try (var select = connection.prepareStatement("SELECT ts, series, kw FROM power WHERE ts >= ? AND ts < ?")) {
            select.setLong(1, window.from() - NEIGHBOURS * QUARTER);
            select.setLong(2, window.to() + NEIGHBOURS * QUARTER);
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    seen.add(rows.getInt(2));
                    if (series.containsKey(rows.getInt(2))) {
                        samples.computeIfAbsent(rows.getInt(2), key -> new Samples())
                                .add(rows.getLong(1), rows.getDouble(3));
                    }
                }
            }
        }
        TimeGrid grid = new TimeGrid(Instant.ofEpochSecond(window.from()), Duration.ofSeconds(QUARTER), (int)
                ((window.to() - window.from()) / QUARTER));
        long made = 0;
        for (Map.Entry<Integer, Samples> one : samples.entrySet()) {
            Series of = series.get(one.getKey());
            if (of != null) {
                double[] means = one.getValue().asPower(grid, of.compactStepSeconds());
                made += insert(connection, of, grid, means);
            }
        }
        long gone = deleteReadings(connection, window);
        for (int key : seen) {
            deleteRollUp(connection, window, key);
        }
        return new Compacted(gone, made);
    }

    private static long insert(Connection connection, Series series, TimeGrid grid, double[] means)
            throws SQLException {
        long made = 0;
        try (var insert = connection.prepareStatement("INSERT OR IGNORE INTO compact_quarter VALUES (?, ?, ?)")) {
            for (int i = 0; i < means.length; i++) {
                if (!Double.isNaN(means[i])) {
                    insert.setInt(1, series.key());
                    insert.setLong(2, grid.startOf(i).getEpochSecond());
                    insert.setDouble(3, means[i]);
                    made += insert.executeUpdate();
                }
            }
        }
        if (made > 0) {
            try (var update = connection.prepareStatement("UPDATE series SET compact_step_s = ? WHERE key = ?")) {
                update.setLong(1, series.compactStepSeconds());
                update.setInt(2, series.key());
                update.executeUpdate();
            }
        }
        return made;
    }

    /** Whether the quarter of column {@code ts} and the two after it are compact. */
    private static String compactFrom(String table) {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i <= NEIGHBOURS; i++) {
            all.append(" AND ").append(compact(table, i));
        }
        return all.toString();
    }

    private static String compact(String table, int quartersAfter) {
        String quarter = Series.quarterOf(table + ".ts") + " + " + quartersAfter * QUARTER;
        return "EXISTS (SELECT 1 FROM compact_quarter c WHERE c.series = " + table + ".series AND c.ts = " + quarter
                + ")";
    }

    private static long deleteReadings(Connection connection, Window window) throws SQLException {
        try (var delete =
                connection.prepareStatement("DELETE FROM power WHERE ts >= ? AND ts < ?" + compactFrom("power"))) {
            delete.setLong(1, window.from() - NEIGHBOURS * QUARTER);
            delete.setLong(2, window.to());
            return delete.executeUpdate();
        }
    }

    private static void deleteRollUp(Connection connection, Window window, int key) throws SQLException {
        try (var delete = connection.prepareStatement(
                "DELETE FROM quarter_hour WHERE series = ? AND ts >= ? AND ts < ?" + compactFrom("quarter_hour"))) {
            delete.setInt(1, key);
            delete.setLong(2, window.from() - NEIGHBOURS * QUARTER);
            delete.setLong(3, window.to());
            delete.executeUpdate();
        }
    }

    private Compacted compactCounters(long end, long looked, LongConsumer progress) {
        Compacted done = new Compacted(0, 0);
        long seen = looked;
        List<Integer> keys = database.read("Looking for counters to compact", Compaction::denseCounters);
        for (int key : keys) {
            long from = Long.MIN_VALUE;
            while (from < end) {
                long begin = from;
                Week week = database.write("Compacting states of counters", c -> compactCounter(c, key, begin, end));
                from = week.end();
                done = done.plus(week.done());
                seen += week.seen();
                progress.accept(seen);
            }
        }
        return done;
    }

    /** Counters with several states in a quarter; those of others would grow. */
    private static List<Integer> denseCounters(Connection connection) throws SQLException {
        List<Integer> keys = new ArrayList<>();
        try (var select = connection.prepareStatement(
                        "SELECT key FROM series WHERE EXISTS (SELECT 1 FROM counter WHERE series = key)");
                var rows = select.executeQuery()) {
            while (rows.next()) {
                keys.add(rows.getInt(1));
            }
        }
        List<Integer> dense = new ArrayList<>();
        for (int key : keys) {
            OptionalLong usual = SqliteMeasurements.counterDistance(connection, Series.ofKey(connection, key));
            if (usual.isPresent() && usual.getAsLong() <= QUARTER / 2) {
                dense.add(key);
            }
        }
        return dense;
    }

    /** A week of a counter: where it ended, how many states were looked at, and what became of them. */
    private record Week(long end, long seen, Compacted done) {}

    /** Compacts a week from the first state at or after {@code begin}. */
    private static Week compactCounter(Connection connection, int key, long begin, long end) throws SQLException {
        long from;
        try (var select = connection.prepareStatement("SELECT min(ts) FROM counter WHERE series = ? AND ts >= ?")) {
            select.setInt(1, key);
            select.setLong(2, begin);
            try (var row = select.executeQuery()) {
                row.next();
                long first = row.getLong(1);
                from = row.wasNull() ? end : Series.quarterOf(first);
            }
        }
        long to = Math.min(end, from + COUNTERS_AT_ONCE_SECONDS);
        if (from >= to) {
            return new Week(end, 0, new Compacted(0, 0));
        }
        TimeGrid grid =
                new TimeGrid(Instant.ofEpochSecond(from), Duration.ofSeconds(QUARTER), (int) ((to - from) / QUARTER));
        Series series = Series.ofKey(connection, key);
        OptionalLong usualOfCounter = SqliteMeasurements.counterDistance(connection, series);
        long usual =
                new PowerReader(connection, series).usualDistance().orElseGet(() -> usualOfCounter.orElse(QUARTER));
        double[] means = SqliteMeasurements.load(connection, series, grid).toArray();
        long made = insert(connection, new Series(key, series.rasterSeconds(), usual), grid, means);
        long seen = Rows.number(
                connection, "SELECT count(*) FROM counter WHERE series = ? AND ts >= ? AND ts < ?", key, from, to);
        try (var delete = connection.prepareStatement("DELETE FROM counter WHERE series = ? AND ts >= ? AND ts < ? AND "
                + compact("counter", -2) + " AND " + compact("counter", -1) + compactFrom("counter"))) {
            delete.setInt(1, key);
            delete.setLong(2, from - NEIGHBOURS * QUARTER);
            delete.setLong(3, to);
            return new Week(to, seen, new Compacted(delete.executeUpdate(), made));
        }
    }
}
