package org.loadcast.features.store.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.BitSet;
import org.loadcast.features.store.PowerRows;
import org.loadcast.features.store.WriteCounts;

/** Writes power rows and their roll-up in the open transaction of a connection. */
final class PowerWriter {

    /** A statement for each single row would cost four times as much. */
    static final int CHUNK = 1000;

    private final Connection connection;
    private final PowerRows rows;
    private final Series[] series;
    private final BitSet added = new BitSet();
    private final BitSet replaced = new BitSet();

    private PowerWriter(Connection connection, PowerRows rows) throws SQLException {
        this.connection = connection;
        this.rows = rows;
        this.series = new Series[rows.meters().size()];
        for (int i = 0; i < series.length; i++) {
            series[i] = Series.findOrAdd(connection, rows.meters().get(i));
        }
    }

    static WriteCounts write(Connection connection, PowerRows rows) throws SQLException {
        PowerWriter writer = new PowerWriter(connection, rows);
        int[] byTime = byTime(rows);
        writer.writeRows(byTime);
        writer.widenRasters();
        int[] byMeter = byMeter(rows, byTime);
        new RollUp(rows, writer.series, writer.added, writer.replaced).update(connection, byMeter);
        new LateReadings(connection, rows, writer.series).reopen(byMeter);
        new StaleLoad(connection).mark(rows, writer.series, writer.added, writer.replaced);
        int changed = writer.added.cardinality() + writer.replaced.cardinality();
        return new WriteCounts(writer.added.cardinality(), writer.replaced.cardinality(), rows.size() - changed);
    }

    private void writeRows(int[] order) throws SQLException {
        try (var insert = connection.prepareStatement("INSERT OR IGNORE INTO power VALUES (?, ?, ?)");
                var update = connection.prepareStatement(
                        "UPDATE power SET kw = ?3 WHERE ts = ?1 AND series = ?2 AND kw <> ?3")) {
            for (int from = 0; from < order.length; from += CHUNK) {
                int[] chunk = Arrays.copyOfRange(order, from, Math.min(from + CHUNK, order.length));
                mark(added, chunk, execute(insert, chunk));
                int[] present =
                        Arrays.stream(chunk).filter(row -> !added.get(row)).toArray();
                mark(replaced, present, execute(update, present));
            }
        }
    }

    private int[] execute(PreparedStatement statement, int[] chunk) throws SQLException {
        for (int row : chunk) {
            statement.setLong(1, rows.epochSecond(row));
            statement.setInt(2, series[rows.meterIndex(row)].key());
            statement.setDouble(3, rows.kilowatts(row));
            statement.addBatch();
        }
        return statement.executeBatch();
    }

    private static void mark(BitSet marks, int[] chunk, int[] changes) {
        for (int i = 0; i < chunk.length; i++) {
            marks.set(chunk[i], changes[i] == 1);
        }
    }

    private void widenRasters() throws SQLException {
        long[] raster = new long[series.length];
        for (int row = added.nextSetBit(0); row >= 0; row = added.nextSetBit(row + 1)) {
            int meter = rows.meterIndex(row);
            raster[meter] = Series.greatestCommonDivisor(rows.epochSecond(row), raster[meter]);
        }
        for (int meter = 0; meter < series.length; meter++) {
            series[meter] = series[meter].widen(connection, raster[meter]);
        }
    }

    /** Row numbers by time; rows of the same time keep their order, so that the later one wins. */
    private static int[] byTime(PowerRows rows) {
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (int row = 0; row < rows.size(); row++) {
            first = Math.min(first, rows.epochSecond(row));
            last = Math.max(last, rows.epochSecond(row));
        }
        if (rows.size() >= 1 << 24 || last - first >= 1L << 39) {
            throw new IllegalArgumentException("A batch of " + rows.size() + " rows over " + (last - first)
                    + " s is too large. Write at most 16 million rows, over less than 17,000 years, at a time.");
        }
        long[] keys = new long[rows.size()];
        for (int row = 0; row < keys.length; row++) {
            keys[row] = (rows.epochSecond(row) - first) << 24 | row;
        }
        Arrays.sort(keys);
        int[] order = new int[keys.length];
        for (int i = 0; i < order.length; i++) {
            order[i] = (int) (keys[i] & 0xFF_FFFF);
        }
        return order;
    }

    /** Row numbers by meter; those of one meter keep the order of {@code order}. */
    private static int[] byMeter(PowerRows rows, int[] order) {
        int[] next = new int[rows.meters().size() + 1];
        for (int row : order) {
            next[rows.meterIndex(row) + 1]++;
        }
        Arrays.parallelPrefix(next, Integer::sum);
        int[] sorted = new int[order.length];
        for (int row : order) {
            sorted[next[rows.meterIndex(row)]++] = row;
        }
        return sorted;
    }
}
