package org.loadcast.features.store.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.series.TimeGrid;
import org.loadcast.features.store.Samples;

/**
 * Makes the store smaller: readings become quarter-hours, and quarter-hours go, while every load on steps of a quarter of an hour or
 * more, and every total, stays what it was. Works in small transactions, between which others write. Thread-safe.
 *
 * <p>A quarter whose mean is not known keeps its readings, and so do the two before it, for they may say how long a reading holds
 * when late ones come. Meters that report every quarter of an hour, or more seldom, have nothing to compact.
 */
public final class SqliteRetention {

    private static final int QUARTER = Series.QUARTER_HOUR;
    private static final int NEIGHBOURS = 2;
    private static final int ROWS_AT_ONCE = 50_000;
    private static final int QUARTERS_AT_ONCE = 16;
    private static final long COUNTERS_AT_ONCE_SECONDS = 7 * 86_400L;

    private final SqliteDatabase database;
    private final DayTotals totals;

    SqliteRetention(SqliteDatabase database) {
        this.database = database;
        this.totals = new DayTotals(database);
    }

    /**
     * What there is to compact.
     *
     * @param readings power readings and states of counters that lie before the instant; some will stay
     * @param quarterHours into which they would go at most
     */
    public record Compactable(long readings, long quarterHours) {}

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
        long end = Series.quarterOf(before.getEpochSecond());
        return database.read("Counting readings to compact", connection -> {
            long[] power = numbers(connection, """
                    SELECT coalesce(sum(readings), 0), count(*) FROM series CROSS JOIN quarter_hour ON series = key
                    WHERE raster_s % 900 <> 0 AND ts < ?""", end);
            long[] counter = numbers(connection, """
                    SELECT coalesce(sum(n), 0), count(*) FROM (SELECT count(*) AS n FROM counter WHERE ts < ?
                    GROUP BY series, ts / 900)""", end);
            return new Compactable(power[0] + counter[0], power[1] + counter[1]);
        });
    }

    private static long[] numbers(Connection connection, String sql, long end) throws SQLException {
        try (var select = connection.prepareStatement(sql)) {
            select.setLong(1, end);
            try (var row = select.executeQuery()) {
                row.next();
                return new long[] {row.getLong(1), row.getLong(2)};
            }
        }
    }

    /**
     * Compacts the readings before an instant into quarter-hours.
     *
     * @param progress hears how many readings were looked at; their number is that of {@link #compactable}
     */
    public Compacted compact(Instant before, LongConsumer progress) {
        long end = Series.quarterOf(before.getEpochSecond());
        Map<Integer, Series> series =
                database.read("Looking for meters to compact", SqliteRetention::seriesFinerThanQuarters);
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
        String quarter = table + ".ts - ((" + table + ".ts % 900) + 900) % 900 + " + quartersAfter * QUARTER;
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
        List<Integer> keys = database.read("Looking for counters to compact", SqliteRetention::denseCounters);
        for (int key : keys) {
            long from = Long.MIN_VALUE;
            while (from < end) {
                long begin = from;
                long[] step = database.write("Compacting states of counters", c -> compactCounter(c, key, begin, end));
                from = step[0];
                done = done.plus(new Compacted(step[2], step[3]));
                seen += step[1];
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
            OptionalLong usual = SqliteMeasurements.counterDistance(connection, series(connection, key));
            if (usual.isPresent() && usual.getAsLong() <= QUARTER / 2) {
                dense.add(key);
            }
        }
        return dense;
    }

    /** Compacts a week from the first state at or after {@code begin}: where to go on, states seen, gone, quarters made. */
    private static long[] compactCounter(Connection connection, int key, long begin, long end) throws SQLException {
        long from = Long.MAX_VALUE;
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
            return new long[] {end, 0, 0, 0};
        }
        TimeGrid grid =
                new TimeGrid(Instant.ofEpochSecond(from), Duration.ofSeconds(QUARTER), (int) ((to - from) / QUARTER));
        Series series = series(connection, key);
        OptionalLong usualOfCounter = SqliteMeasurements.counterDistance(connection, series);
        long usual =
                new PowerReader(connection, series).usualDistance().orElseGet(() -> usualOfCounter.orElse(QUARTER));
        double[] means = SqliteMeasurements.load(connection, series, grid).toArray();
        long made = insert(connection, new Series(key, series.rasterSeconds(), usual), grid, means);
        long seen = numbers(
                connection,
                "SELECT count(*), 0 FROM counter WHERE series = " + key + " AND ts >= " + from + " AND ts < ?",
                to)[0];
        try (var delete = connection.prepareStatement("DELETE FROM counter WHERE series = ? AND ts >= ? AND ts < ? AND "
                + compact("counter", -2) + " AND " + compact("counter", -1) + compactFrom("counter"))) {
            delete.setInt(1, key);
            delete.setLong(2, from - NEIGHBOURS * QUARTER);
            delete.setLong(3, to);
            return new long[] {to, seen, delete.executeUpdate(), made};
        }
    }

    private static Series series(Connection connection, int key) throws SQLException {
        try (var select = connection.prepareStatement("SELECT raster_s, compact_step_s FROM series WHERE key = ?")) {
            select.setInt(1, key);
            try (var row = select.executeQuery()) {
                row.next();
                return new Series(key, row.getLong(1), row.getLong(2));
            }
        }
    }

    /** How many readings and quarter-hours lie before an instant, of meters with day totals. */
    public long deletable(Instant before) {
        long end = day(before);
        return database.read("Counting what to delete", connection -> {
            long all = 0;
            for (String table : List.of("quarter_hour", "compact_quarter", "counter")) {
                all += numbers(
                        connection,
                        "SELECT count(*), 0 FROM series CROSS JOIN " + table
                                + " t ON t.series = key WHERE total_zone <> ''"
                                + " AND meter_id IN (SELECT id FROM meter) AND ts < ?",
                        end)[0];
            }
            return all;
        });
    }

    private static long day(Instant instant) {
        return Math.floorDiv(instant.getEpochSecond(), 86_400) * 86_400;
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
        if (numbers(connection, """
                SELECT count(*), 0 FROM series JOIN stale_load ON series = key JOIN meter ON id = meter_id
                WHERE total_zone <> '' AND first < ?""", end)[0] > 0) {
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

    /** Readings whose quarter is gone; they lie by time. */
    private long deletePower(List<Integer> keys, long end) {
        if (keys.isEmpty()) {
            return 0;
        }
        long gone = 0;
        long from = Long.MIN_VALUE;
        while (from < end) {
            long begin = from;
            long[] step = database.write("Deleting old readings", connection -> {
                long to = end;
                try (var select = connection.prepareStatement(
                        "SELECT ts FROM power WHERE ts >= ? AND ts < ? ORDER BY ts LIMIT 1 OFFSET " + ROWS_AT_ONCE)) {
                    select.setLong(1, begin);
                    select.setLong(2, end);
                    try (var row = select.executeQuery()) {
                        to = row.next() ? row.getLong(1) + 1 : end;
                    }
                }
                try (var delete = connection.prepareStatement("""
                        DELETE FROM power WHERE ts >= ? AND ts < ? AND NOT EXISTS (SELECT 1 FROM quarter_hour q
                        WHERE q.series = power.series AND q.ts = power.ts - ((power.ts % 900) + 900) % 900)""")) {
                    delete.setLong(1, begin);
                    delete.setLong(2, to);
                    return new long[] {to, delete.executeUpdate()};
                }
            });
            from = step[0];
            gone += step[1];
        }
        return gone;
    }
}
