package org.loadcast.features.store.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.loadcast.features.meter.MeterId;

/**
 * A meter's short key in the tables of readings.
 *
 * @param rasterSeconds greatest common divisor of the timestamps of its power readings; 0 before the first
 * @param compactStepSeconds usual distance of its readings when they were compacted; 0 when none were
 */
record Series(int key, long rasterSeconds, long compactStepSeconds) {

    static final int QUARTER_HOUR = 900;

    /** Whether no quarter of an hour can hold two readings, so that the roll-up is the readings. */
    boolean isOnQuarters() {
        return rasterSeconds % QUARTER_HOUR == 0;
    }

    /** Whether some quarter-hours stand in place of their readings. */
    boolean isCompacted() {
        return compactStepSeconds > 0;
    }

    static long quarterOf(long epochSecond) {
        return Math.floorDiv(epochSecond, QUARTER_HOUR) * QUARTER_HOUR;
    }

    /** The same in SQL, of a column of epoch seconds; {@code %} rounds towards zero there. */
    static String quarterOf(String column) {
        return column + " - ((" + column + " % 900) + 900) % 900";
    }

    /** The series of a key that there is. */
    static Series ofKey(Connection connection, int key) throws SQLException {
        try (var select = connection.prepareStatement("SELECT raster_s, compact_step_s FROM series WHERE key = ?")) {
            select.setInt(1, key);
            try (var row = select.executeQuery()) {
                row.next();
                return new Series(key, row.getLong(1), row.getLong(2));
            }
        }
    }

    static Optional<Series> find(Connection connection, MeterId meter) throws SQLException {
        try (var select =
                connection.prepareStatement("SELECT key, raster_s, compact_step_s FROM series WHERE meter_id = ?")) {
            select.setString(1, meter.value());
            try (var rows = select.executeQuery()) {
                return rows.next()
                        ? Optional.of(new Series(rows.getInt(1), rows.getLong(2), rows.getLong(3)))
                        : Optional.empty();
            }
        }
    }

    static Series findOrAdd(Connection connection, MeterId meter) throws SQLException {
        Optional<Series> found = find(connection, meter);
        if (found.isPresent()) {
            return found.get();
        }
        try (var insert =
                connection.prepareStatement("INSERT INTO series (meter_id) VALUES (?) RETURNING key, raster_s")) {
            insert.setString(1, meter.value());
            try (var rows = insert.executeQuery()) {
                rows.next();
                return new Series(rows.getInt(1), rows.getLong(2), 0);
            }
        }
    }

    /** The series after readings of a raster were added, which is recorded. */
    Series widen(Connection connection, long addedRaster) throws SQLException {
        long raster = greatestCommonDivisor(rasterSeconds, addedRaster);
        if (raster != rasterSeconds) {
            try (var update = connection.prepareStatement("UPDATE series SET raster_s = ? WHERE key = ?")) {
                update.setLong(1, raster);
                update.setInt(2, key);
                update.executeUpdate();
            }
        }
        return new Series(key, raster, compactStepSeconds);
    }

    static long greatestCommonDivisor(long a, long b) {
        long x = Math.abs(a);
        long y = Math.abs(b);
        while (y != 0) {
            long rest = x % y;
            x = y;
            y = rest;
        }
        return x;
    }
}
