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

    private final Connection connection;
    private final Series series;

    PowerReader(Connection connection, Series series) {
        this.connection = connection;
        this.series = series;
    }

    /** The readings of {@code [from, to)}. */
    Samples readings(long from, long to) throws SQLException {
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
        OptionalLong quarter = quarter("SELECT min(ts) FROM quarter_hour WHERE series = ?");
        return quarter.isEmpty()
                ? quarter
                : OptionalLong.of(quarterReadings(quarter.getAsLong()).epochSecond(0));
    }

    /** The readings of the last quarter of an hour that has any. */
    Optional<Samples> last() throws SQLException {
        OptionalLong quarter = quarter("SELECT max(ts) FROM quarter_hour WHERE series = ?");
        return quarter.isEmpty() ? Optional.empty() : Optional.of(quarterReadings(quarter.getAsLong()));
    }

    private Samples quarterReadings(long quarter) throws SQLException {
        return readings(quarter, quarter + QUARTER);
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
        return since.isEmpty()
                ? since
                : readings(since.getAsLong(), Long.MAX_VALUE).usualDistance();
    }

    /** Mean power by step of {@code grid}, NaN where it is missing. */
    double[] means(TimeGrid grid) throws SQLException {
        if (!series.isOnQuarters() && grid.step().toSeconds() % QUARTER == 0) {
            Optional<double[]> rolledUp = meansOfQuarters(grid);
            if (rolledUp.isPresent()) {
                return rolledUp.get();
            }
        }
        long usual = usualDistance().orElse(Samples.LONE_READING_SECONDS);
        return readings(grid.start().getEpochSecond() - 2 * usual, grid.end().getEpochSecond() + 2 * usual)
                .asPower(grid, usual);
    }

    /** The same from the roll-up: empty unless most quarters hold a reading on every instant of the meter's raster. */
    private Optional<double[]> meansOfQuarters(TimeGrid grid) throws SQLException {
        if (QUARTER % series.rasterSeconds() != 0) {
            return Optional.empty();
        }
        long expected = QUARTER / series.rasterSeconds();
        Samples complete = new Samples();
        int all = 0;
        try (var select = connection.prepareStatement(
                "SELECT ts, kw_sum, readings FROM quarter_hour WHERE series = ? AND ts >= ? AND ts < ? ORDER BY ts")) {
            select.setInt(1, series.key());
            select.setLong(2, grid.start().getEpochSecond());
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
        return 2 * complete.size() > all ? Optional.of(complete.asPower(grid, QUARTER)) : Optional.empty();
    }
}
