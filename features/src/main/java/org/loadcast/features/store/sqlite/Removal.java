package org.loadcast.features.store.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Removes a meter's readings and their roll-up in the open transaction of a connection. */
final class Removal {

    private static final int QUARTER = Series.QUARTER_HOUR;

    private Removal() {}

    /** Removes the readings of {@code [from, to)}; how many power readings and counter states there were. */
    static long remove(Connection connection, Series series, long from, long to) throws SQLException {
        long removed = 0;
        List<Long> quarters = quarters(connection, series, from, to);
        try (var power = connection.prepareStatement("DELETE FROM power WHERE ts >= ? AND ts < ? AND series = ?");
                var forget = connection.prepareStatement("DELETE FROM quarter_hour WHERE series = ? AND ts = ?");
                var sumAnew = connection.prepareStatement("""
                        INSERT INTO quarter_hour SELECT ?1, ?2, sum(kw), count(*) FROM power
                        WHERE ts >= ?2 AND ts < ?3 AND series = ?1 HAVING count(*) > 0""")) {
            for (long quarter : quarters) {
                power.setLong(1, Math.max(from, quarter));
                power.setLong(2, Math.min(to, quarter + QUARTER));
                power.setInt(3, series.key());
                removed += power.executeUpdate();
                forget.setInt(1, series.key());
                forget.setLong(2, quarter);
                forget.executeUpdate();
                if (quarter < from || quarter + QUARTER > to) {
                    sumAnew.setInt(1, series.key());
                    sumAnew.setLong(2, quarter);
                    sumAnew.setLong(3, quarter + QUARTER);
                    sumAnew.executeUpdate();
                }
            }
        }
        try (var counter = connection.prepareStatement("DELETE FROM counter WHERE series = ? AND ts >= ? AND ts < ?")) {
            counter.setInt(1, series.key());
            counter.setLong(2, from);
            counter.setLong(3, to);
            removed += counter.executeUpdate();
        }
        try (var compact =
                connection.prepareStatement("DELETE FROM compact_quarter WHERE series = ? AND ts > ? AND ts < ?")) {
            compact.setInt(1, series.key());
            compact.setLong(2, from - QUARTER);
            compact.setLong(3, to);
            removed += compact.executeUpdate();
        }
        if (removed > 0) {
            new StaleLoad(connection).mark(series, from, to);
        }
        return removed;
    }

    /** The roll-up lies by meter, and tells where readings are without looking at those of all meters. */
    private static List<Long> quarters(Connection connection, Series series, long from, long to) throws SQLException {
        try (var select =
                connection.prepareStatement("SELECT ts FROM quarter_hour WHERE series = ? AND ts > ? AND ts < ?")) {
            select.setInt(1, series.key());
            select.setLong(2, from - QUARTER);
            select.setLong(3, to);
            List<Long> quarters = new ArrayList<>();
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    quarters.add(rows.getLong(1));
                }
            }
            return quarters;
        }
    }
}
