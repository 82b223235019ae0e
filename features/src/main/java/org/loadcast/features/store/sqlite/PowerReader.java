package org.loadcast.features.store.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.loadcast.features.series.TimeGrid;
import org.loadcast.features.store.Samples;

/** Reads one meter's power in the open transaction of a connection: from the roll-up where that says all, else from the readings. */
final class PowerReader {

    private static final int QUARTER = Series.QUARTER_HOUR;

    private static final long DAY = 86_400;

    /** Evenness is tried in quarters at multiples of this. */
    private static final long TRIED = 8 * QUARTER;

    /** So many readings in a quarter-hour have its mean as their mean, wherever they lie, when they come steadily. */
    private static final int DENSE = 10;

    /** So many quarters tell how often a meter reports now; of one reading each it takes more. */
    private static final int NEWEST = 12;

    private static final int MOST_NEWEST = 1000;

    /** Readings on seconds that are so far apart are rather looked up than searched among those of other meters. */
    private static final int LOOKED_UP = 10;

    /** The newest quarters over more than this many are what compaction left, not how a meter reports. */
    private static final int SCATTERED = 48;

    private final Connection connection;
    private final Series series;

    PowerReader(Connection connection, Series series) {
        this.connection = connection;
        this.series = series;
    }

    /** The readings of {@code [from, to)}, and the quarter-hours that stand in place of some. */
    Samples readings(long from, long to) throws SQLException {
        if (!series.isCompacted()) {
            return raw(from, to);
        }
        Samples quarters = compacted(from, to);
        if (quarters.size() == 0) {
            return raw(from, to);
        }
        long last = quarters.epochSecond(quarters.size() - 1) + QUARTER;
        Samples raw = joined(leftOver(from, Math.min(last, to)), raw(last, to));
        Samples both = new Samples();
        int next = 0;
        for (int i = 0; i < raw.size(); i++) {
            long at = raw.epochSecond(i);
            while (next < quarters.size() && quarters.epochSecond(next) <= at) {
                both.add(quarters.epochSecond(next), quarters.value(next++));
            }
            if (next == 0 || quarters.epochSecond(next - 1) + QUARTER <= at) {
                both.add(at, raw.value(i));
            }
        }
        while (next < quarters.size()) {
            both.add(quarters.epochSecond(next), quarters.value(next++));
        }
        return both;
    }

    private static Samples joined(Samples first, Samples then) {
        for (int i = 0; i < then.size(); i++) {
            first.add(then.epochSecond(i), then.value(i));
        }
        return first;
    }

    /** Quarter-hours that begin in {@code [from, to)} and stand in place of their readings. */
    Samples compacted(long from, long to) throws SQLException {
        return quarters(
                "SELECT ts, kw FROM compact_quarter WHERE series = ? AND ts >= ? AND ts < ? ORDER BY ts", from, to);
    }

    /** Readings among time that was compacted: found by way of the roll-up, for there are few. */
    private Samples leftOver(long from, long to) throws SQLException {
        Samples all = quarters("""
                SELECT p.ts, p.kw FROM quarter_hour q CROSS JOIN power p
                ON p.ts >= q.ts AND p.ts < q.ts + 900 AND p.series = q.series
                WHERE q.series = ? AND q.ts >= ? AND q.ts < ? ORDER BY q.ts, p.ts""", Series.quarterOf(from), to);
        Samples inside = new Samples();
        for (int i = 0; i < all.size(); i++) {
            if (all.epochSecond(i) >= from && all.epochSecond(i) < to) {
                inside.add(all.epochSecond(i), all.value(i));
            }
        }
        return inside;
    }

    private Samples quarters(String sql, long from, long to) throws SQLException {
        try (var select = connection.prepareStatement(sql)) {
            select.setInt(1, series.key());
            select.setLong(2, from);
            select.setLong(3, to);
            return Rows.samples(select);
        }
    }

    private Samples raw(long from, long to) throws SQLException {
        String sql = series.isOnQuarters()
                ? "SELECT ts, kw_sum FROM quarter_hour WHERE ts >= ? AND ts < ? AND series = ? ORDER BY ts"
                : "SELECT ts, kw FROM power WHERE ts >= ? AND ts < ? AND series = ? ORDER BY ts";
        try (var select = connection.prepareStatement(sql)) {
            select.setLong(1, from);
            select.setLong(2, to);
            select.setInt(3, series.key());
            return Rows.samples(select);
        }
    }

    /** The readings of the last {@code part} of every interval of {@code grid}: each looked up where a meter keeps to few seconds. */
    Samples ends(TimeGrid grid, Duration part) throws SQLException {
        long raster = series.rasterSeconds();
        long step = grid.step().toSeconds();
        boolean isLookedUp = raster >= LOOKED_UP && step % raster == 0 && part.toSeconds() % raster == 0;
        // The plus keeps SQLite from making an index of all readings first.
        String found = isLookedUp
                ? "CROSS JOIN second CROSS JOIN power p ON p.ts = part.ts + second.ts AND p.series = ?6"
                : "CROSS JOIN power p ON p.ts >= part.ts AND p.ts < part.ts + ?4 AND +p.series = ?6";
        try (var select = connection.prepareStatement("""
                WITH RECURSIVE part(ts) AS (SELECT ?1 UNION ALL SELECT ts + ?2 FROM part WHERE ts + ?2 < ?3),
                second(ts) AS (SELECT 0 UNION ALL SELECT ts + ?5 FROM second WHERE ts + ?5 < ?4)
                SELECT p.ts, p.kw FROM part %s ORDER BY p.ts""".formatted(found))) {
            select.setLong(1, grid.start().getEpochSecond() + step - part.toSeconds());
            select.setLong(2, step);
            select.setLong(3, grid.end().getEpochSecond());
            select.setLong(4, part.toSeconds());
            select.setLong(5, Math.max(1, raster));
            select.setInt(6, series.key());
            return Rows.samples(select);
        }
    }

    /** Start of the first reading. */
    OptionalLong first() throws SQLException {
        OptionalLong quarter = rolledUp("min");
        OptionalLong compacted = compacted("min");
        if (quarter.isEmpty() || (compacted.isPresent() && compacted.getAsLong() <= quarter.getAsLong())) {
            return compacted;
        }
        long begin = quarter.getAsLong();
        return OptionalLong.of(readings(begin, begin + QUARTER).epochSecond(0));
    }

    /** The last reading, or the quarter-hour that stands for it. */
    Optional<Samples> last() throws SQLException {
        OptionalLong quarter = rolledUp("max");
        OptionalLong compacted = compacted("max");
        if (compacted.isPresent() && (quarter.isEmpty() || compacted.getAsLong() > quarter.getAsLong())) {
            return Optional.of(compacted(compacted.getAsLong(), compacted.getAsLong() + 1));
        }
        return quarter.isEmpty() ? Optional.empty() : Optional.of(lastOfQuarter(quarter.getAsLong()));
    }

    private Samples lastOfQuarter(long quarter) throws SQLException {
        return quarters(
                "SELECT ts, kw FROM power WHERE series = ? AND ts >= ? AND ts < ? ORDER BY ts DESC LIMIT 1",
                quarter,
                quarter + QUARTER);
    }

    /** The {@code min} or {@code max} of the quarters that have readings. */
    private OptionalLong rolledUp(String which) throws SQLException {
        return quarter("SELECT " + which + "(ts) FROM quarter_hour WHERE series = ?");
    }

    /** The {@code min} or {@code max} of the quarters that stand in place of readings. */
    private OptionalLong compacted(String which) throws SQLException {
        return series.isCompacted()
                ? quarter("SELECT " + which + "(ts) FROM compact_quarter WHERE series = ?")
                : OptionalLong.empty();
    }

    private OptionalLong quarter(String sql) throws SQLException {
        try (var select = connection.prepareStatement(sql)) {
            select.setInt(1, series.key());
            try (var rows = select.executeQuery()) {
                rows.next();
                long ts = rows.getLong(1);
                return rows.wasNull() ? OptionalLong.empty() : OptionalLong.of(ts);
            }
        }
    }

    /** The usual distance of the newest readings. */
    OptionalLong usualDistance() throws SQLException {
        return usualDistance(newestQuarters());
    }

    private OptionalLong usualDistance(Quarters newest) throws SQLException {
        if (newest.size() == 0) {
            return compactStep();
        }
        long since = newest.ts(0);
        long last = newest.ts(newest.size() - 1);
        if (series.isCompacted() && last - since > SCATTERED * QUARTER) {
            return compactStep();
        }
        int fullest = newest.fullest();
        OptionalLong usual = newest.readings(fullest) >= DENSE
                ? someOf(newest.ts(fullest), newest.readings(fullest)).usualDistance()
                : raw(since, last + QUARTER).usualDistance();
        return usual.isPresent() ? usual : compactStep();
    }

    /** About {@link #DENSE} of a quarter's readings; where they do not lie evenly, all. */
    private Samples someOf(long quarter, int readings) throws SQLException {
        Samples some = raw(quarter, quarter + QUARTER * DENSE / readings);
        return 2 * some.size() >= DENSE ? some : raw(quarter, quarter + QUARTER);
    }

    private Quarters newestQuarters() throws SQLException {
        try (var select = connection.prepareStatement("""
                SELECT * FROM (SELECT ts, kw_sum, readings FROM quarter_hour WHERE series = ? ORDER BY ts DESC LIMIT ?)
                ORDER BY ts""")) {
            select.setInt(1, series.key());
            select.setInt(2, series.isOnQuarters() ? MOST_NEWEST : NEWEST);
            return Quarters.of(select);
        }
    }

    /** The same, but for a meter that reports often only about, without looking at its readings. */
    private long roughDistance() throws SQLException {
        Quarters newest = newestQuarters();
        return newest.size() > 0 && newest.readings(newest.fullest()) >= DENSE
                ? QUARTER / newest.readings(newest.fullest())
                : usualDistance(newest).orElse(Samples.LONE_READING_SECONDS);
    }

    private OptionalLong compactStep() {
        return series.isCompacted() ? OptionalLong.of(series.compactStepSeconds()) : OptionalLong.empty();
    }

    /** Mean power by step of {@code grid}, NaN where it is missing. */
    double[] means(TimeGrid grid) throws SQLException {
        long usual = roughDistance();
        long from = grid.start().getEpochSecond() - Samples.reach(usual);
        long to = grid.end().getEpochSecond() + Samples.reach(usual);
        Samples quarters = series.isCompacted()
                ? compacted(
                        grid.start().getEpochSecond() - QUARTER + 1, grid.end().getEpochSecond())
                : new Samples();
        Samples readings = new Samples();
        long next = from;
        if (quarters.size() > 0) {
            next = quarters.epochSecond(quarters.size() - 1) + QUARTER;
            joined(readings, leftOver(from, Math.min(next, to)));
        }
        if (next < to) {
            if (series.isOnQuarters() || grid.step().toSeconds() % QUARTER != 0) {
                joined(readings, raw(next, to));
            } else {
                addByDay(quarters, readings, next, to);
            }
        }
        return readings.asPower(grid, usual, quarters);
    }

    /**
     * Adds what is known of {@code [from, to)}, from the roll-up for every day, or part of it, that it says all about: {@code power} lies
     * by time, so that a meter's readings are searched among those of all meters. A meter may have reported otherwise before.
     */
    private void addByDay(Samples quarters, Samples readings, long from, long to) throws SQLException {
        Quarters all = quartersOf(Math.floorDiv(from, DAY) * DAY, to);
        for (int first = 0, end; first < all.size(); first = end) {
            long day = Math.floorDiv(all.ts(first), DAY) * DAY;
            end = all.endOfHabit(first, day + DAY);
            int usual = all.usualReadings(first, end);
            int spare = Math.max(1, usual / Samples.SPARE_PART);
            boolean dense = usual >= DENSE && all.areSteady(first, end, usual, spare);
            boolean even = usual * series.rasterSeconds() == QUARTER;
            if (!even && !dense && !isEven(all, first, end, usual)) {
                long begin = Math.max(from, all.ts(first));
                joined(readings, raw(begin, end < all.size() ? Math.min(to, all.ts(end)) : to));
                continue;
            }
            int least = usual - (dense && !even ? spare : usual / Samples.SPARE_PART);
            for (int i = first; i < end; i++) {
                if (all.ts(i) >= from && all.readings(i) >= least) {
                    (usual == 1 ? readings : quarters).add(all.ts(i), all.mean(i));
                }
            }
        }
    }

    private Quarters quartersOf(long from, long to) throws SQLException {
        try (var select = connection.prepareStatement(
                "SELECT ts, kw_sum, readings FROM quarter_hour WHERE series = ? AND ts >= ? AND ts < ? ORDER BY ts")) {
            select.setInt(1, series.key());
            select.setLong(2, from);
            select.setLong(3, to);
            return Quarters.of(select);
        }
    }

    /**
     * Whether nearly all of these quarters have {@code usual} readings, in even distances from their start on: looked up for one in
     * eight, for who reports at other times does not hit all of these seconds.
     */
    private boolean isEven(Quarters all, int first, int end, int usual) throws SQLException {
        int whole = (int) IntStream.range(first, end)
                .filter(i -> all.readings(i) == usual)
                .count();
        if (QUARTER % usual != 0 || 10 * whole < 9 * (end - first)) {
            return false;
        }
        int tried = (int) IntStream.range(first, end)
                .filter(i -> all.readings(i) == usual && all.ts(i) % TRIED == 0)
                .count();
        try (var select = connection.prepareStatement("""
                WITH RECURSIVE part(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM part WHERE i + 1 < ?1)
                SELECT count(*) FROM quarter_hour q CROSS JOIN part CROSS JOIN power p
                ON p.ts = q.ts + part.i * ?2 AND p.series = q.series
                WHERE q.series = ?3 AND q.ts >= ?4 AND q.ts <= ?5 AND q.readings = ?1 AND q.ts % ?6 = 0""")) {
            select.setInt(1, usual);
            select.setInt(2, QUARTER / usual);
            select.setInt(3, series.key());
            select.setLong(4, all.ts(first));
            select.setLong(5, all.ts(end - 1));
            select.setLong(6, TRIED);
            try (var row = select.executeQuery()) {
                row.next();
                return tried > 0 && row.getInt(1) == tried * usual;
            }
        }
    }
}
