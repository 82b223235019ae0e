package org.loadcast.features.store.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.BitSet;
import org.loadcast.features.store.PowerRows;

/**
 * Keeps {@code quarter_hour} equal to the sums of {@code power}, in the transaction that writes the readings.
 *
 * <p>New readings are added to their quarter's sum. Where a reading was replaced the quarter is summed anew, so that no
 * rounding creeps in.
 */
final class RollUp {

    private static final int QUARTER = Series.QUARTER_HOUR;

    private final PowerRows rows;
    private final Series[] series;
    private final BitSet added;
    private final BitSet replaced;

    /**
     * The roll-up of written rows.
     *
     * @param series the series of every meter of {@code rows}, as they are after the rows were written
     * @param added the rows that were new
     * @param replaced the rows that took the place of another value
     */
    RollUp(PowerRows rows, Series[] series, BitSet added, BitSet replaced) {
        this.rows = rows;
        this.series = series;
        this.added = added;
        this.replaced = replaced;
    }

    /** Brings the quarters of the rows up to date; {@code order} holds the row numbers by meter, then time. */
    void update(Connection connection, int[] order) throws SQLException {
        try (var add = connection.prepareStatement("""
                        INSERT INTO quarter_hour VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET
                        kw_sum = kw_sum + excluded.kw_sum, readings = readings + excluded.readings""");
                var sumAnew = connection.prepareStatement("""
                        INSERT OR REPLACE INTO quarter_hour
                        SELECT ?1, ?2, sum(kw), count(*) FROM power WHERE ts >= ?2 AND ts < ?3 AND series = ?1""")) {
            int waiting = 0;
            for (int from = 0, to; from < order.length; from = to) {
                to = endOfQuarter(order, from);
                updateQuarter(add, sumAnew, order, from, to);
                if (++waiting == PowerWriter.CHUNK) {
                    add.executeBatch();
                    waiting = 0;
                }
            }
            add.executeBatch();
        }
    }

    private int endOfQuarter(int[] order, int from) {
        int meter = rows.meterIndex(order[from]);
        long end = quarterOf(rows.epochSecond(order[from])) + QUARTER;
        int to = from + 1;
        while (to < order.length && rows.meterIndex(order[to]) == meter && rows.epochSecond(order[to]) < end) {
            to++;
        }
        return to;
    }

    private void updateQuarter(PreparedStatement add, PreparedStatement sumAnew, int[] order, int from, int to)
            throws SQLException {
        double sum = 0;
        int readings = 0;
        boolean anyReplaced = false;
        for (int i = from; i < to; i++) {
            anyReplaced |= replaced.get(order[i]);
            if (added.get(order[i])) {
                sum += rows.kilowatts(order[i]);
                readings++;
            }
        }
        Series meter = series[rows.meterIndex(order[from])];
        long quarter = quarterOf(rows.epochSecond(order[from]));
        if (anyReplaced) {
            sumAnew.setInt(1, meter.key());
            sumAnew.setLong(2, quarter);
            sumAnew.setLong(3, quarter + (meter.isOnQuarters() ? 1 : QUARTER));
            sumAnew.executeUpdate();
        } else if (readings > 0) {
            add.setInt(1, meter.key());
            add.setLong(2, quarter);
            add.setDouble(3, sum);
            add.setInt(4, readings);
            add.addBatch();
        }
    }

    private static long quarterOf(long epochSecond) {
        return Math.floorDiv(epochSecond, QUARTER) * QUARTER;
    }
}
