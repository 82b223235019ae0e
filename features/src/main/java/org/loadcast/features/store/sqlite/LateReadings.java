package org.loadcast.features.store.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.loadcast.features.series.TimeGrid;
import org.loadcast.features.store.PowerRows;
import org.loadcast.features.store.Samples;

/**
 * Looks after readings that come for time that was compacted: where they tell all of a quarter of an hour, they count in place of
 * its compact mean. A quarter without a mean is read from its readings anyway.
 */
final class LateReadings {

    private static final int QUARTER = Series.QUARTER_HOUR;

    private final Connection connection;
    private final PowerRows rows;
    private final Series[] series;

    LateReadings(Connection connection, PowerRows rows, Series[] series) {
        this.connection = connection;
        this.rows = rows;
        this.series = series;
    }

    /** Takes away the compact means that the written rows replace; {@code order} holds the row numbers by meter, then time. */
    void reopen(int[] order) throws SQLException {
        int meter = -1;
        long quarter = 0;
        for (int row : order) {
            long of = Series.quarterOf(rows.epochSecond(row));
            if (series[rows.meterIndex(row)].isCompacted() && (rows.meterIndex(row) != meter || of != quarter)) {
                reopen(series[rows.meterIndex(row)], of);
            }
            meter = rows.meterIndex(row);
            quarter = of;
        }
    }

    private void reopen(Series one, long quarter) throws SQLException {
        if (isCompact(one, quarter) && isToldWhole(one, quarter)) {
            try (var delete = connection.prepareStatement("DELETE FROM compact_quarter WHERE series = ? AND ts = ?")) {
                delete.setInt(1, one.key());
                delete.setLong(2, quarter);
                delete.executeUpdate();
            }
        }
    }

    private boolean isCompact(Series one, long quarter) throws SQLException {
        try (var select = connection.prepareStatement("SELECT 1 FROM compact_quarter WHERE series = ? AND ts = ?")) {
            select.setInt(1, one.key());
            select.setLong(2, quarter);
            try (var found = select.executeQuery()) {
                return found.next();
            }
        }
    }

    private boolean isToldWhole(Series one, long quarter) throws SQLException {
        long usual = new PowerReader(connection, one).usualDistance().orElse(Samples.LONE_READING_SECONDS);
        TimeGrid grid = new TimeGrid(Instant.ofEpochSecond(quarter), Duration.ofSeconds(QUARTER), 1);
        try (var select = connection.prepareStatement(
                "SELECT ts, kw FROM power WHERE ts >= ? AND ts < ? AND series = ? ORDER BY ts")) {
            select.setLong(1, quarter - Samples.reach(usual));
            select.setLong(2, quarter + QUARTER + Samples.reach(usual));
            select.setInt(3, one.key());
            return !Double.isNaN(Rows.samples(select).asPower(grid, usual)[0]);
        }
    }
}
