package org.loadcast.features.store.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;
import org.loadcast.features.series.TimeGrid;
import org.loadcast.features.store.Samples;

/** Reads one meter's power in the open transaction of a connection: from the roll-up where that says all, else from the readings. */
final class PowerReader {

    private static final int QUARTER = Series.QUARTER_HOUR;

    /** Twelve quarters of readings over more than this many are what compaction left, not how a meter reports. */
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

    /** The readings of the last quarter of an hour that has any; they say more than the quarter-hour that stands for them. */
    Optional<Samples> last() throws SQLException {
        OptionalLong quarter = rolledUp("max");
        OptionalLong compacted = compacted("max");
        if (compacted.isPresent() && (quarter.isEmpty() || compacted.getAsLong() > quarter.getAsLong())) {
            return Optional.of(compacted(compacted.getAsLong(), compacted.getAsLong() + 1));
        }
        return quarter.isEmpty()
                ? Optional.empty()
                : Optional.of(raw(quarter.getAsLong(), quarter.getAsLong() + QUARTER));
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
        int quarters = series.isOnQuarters() ? 1000 : 12;
        OptionalLong since =
                quarter("SELECT min(ts) FROM (SELECT ts FROM quarter_hour WHERE series = ? ORDER BY ts DESC LIMIT "
                        + quarters + ")");
        if (since.isEmpty()) {
            return compactStep();
        }
        long last = rolledUp("max").orElseThrow();
        if (series.isCompacted() && last - since.getAsLong() > SCATTERED * QUARTER) {
            return compactStep();
        }
        OptionalLong usual = raw(since.getAsLong(), last + QUARTER).usualDistance();
        return usual.isPresent() ? usual : compactStep();
    }

    private OptionalLong compactStep() {
        return series.isCompacted() ? OptionalLong.of(series.compactStepSeconds()) : OptionalLong.empty();
    }

    /** Mean power by step of {@code grid}, NaN where it is missing. */
    double[] means(TimeGrid grid) throws SQLException {
        if (series.isCompacted()) {
            Samples quarters = compacted(
                    grid.start().getEpochSecond() - QUARTER + 1, grid.end().getEpochSecond());
            if (quarters.size() > 0) {
                return meansAround(quarters, grid);
            }
        }
        Optional<Samples> complete = completeQuarters(grid, grid.start().getEpochSecond());
        if (complete.isPresent()) {
            return complete.get().asPower(grid, QUARTER);
        }
        long usual = usualDistance().orElse(Samples.LONE_READING_SECONDS);
        return readings(grid.start().getEpochSecond() - 2 * usual, grid.end().getEpochSecond() + 2 * usual)
                .asPower(grid, usual);
    }

    /** The same where some quarter-hours stand in place of their readings. */
    private double[] meansAround(Samples quarters, TimeGrid grid) throws SQLException {
        long usual = usualDistance().orElse(Samples.LONE_READING_SECONDS);
        long from = grid.start().getEpochSecond() - 2 * usual;
        long last = quarters.epochSecond(quarters.size() - 1) + QUARTER;
        long to = grid.end().getEpochSecond();
        Samples raw = leftOver(from, Math.min(last, to + 2 * usual));
        if (last < to) {
            Optional<Samples> complete = completeQuarters(grid, last);
            if (complete.isPresent()) {
                joined(quarters, complete.get());
            } else {
                joined(raw, raw(last, to + 2 * usual));
            }
        }
        return raw.asPower(grid, usual, quarters);
    }

    /**
     * Means from the roll-up, from a second to the end of {@code grid}: empty unless its steps are whole quarters, most of which hold a
     * reading on every instant of the meter's finer raster.
     */
    private Optional<Samples> completeQuarters(TimeGrid grid, long from) throws SQLException {
        if (series.isOnQuarters() || grid.step().toSeconds() % QUARTER != 0 || QUARTER % series.rasterSeconds() != 0) {
            return Optional.empty();
        }
        long expected = QUARTER / series.rasterSeconds();
        Samples complete = new Samples();
        int all = 0;
        try (var select = connection.prepareStatement(
                "SELECT ts, kw_sum, readings FROM quarter_hour WHERE series = ? AND ts >= ? AND ts < ? ORDER BY ts")) {
            select.setInt(1, series.key());
            select.setLong(2, from);
            select.setLong(3, grid.end().getEpochSecond());
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    all++;
                    if (rows.getLong(3) == expected) {
                        complete.add(rows.getLong(1), rows.getDouble(2) / expected);
                    }
                }
            }
        }
        return 2 * complete.size() > all ? Optional.of(complete) : Optional.empty();
    }
}
