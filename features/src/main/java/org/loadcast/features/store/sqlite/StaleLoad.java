package org.loadcast.features.store.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.BitSet;
import org.loadcast.features.store.PowerRows;

/**
 * Marks the time whose day totals no longer follow from the readings, in the transaction that changes these: a span for each meter,
 * whatever the number of rows, so that an import hardly notices.
 */
final class StaleLoad {

    private final Connection connection;

    StaleLoad(Connection connection) {
        this.connection = connection;
    }

    /** Marks the times of those of {@code rows} that changed something. */
    void mark(PowerRows rows, Series[] series, BitSet added, BitSet replaced) throws SQLException {
        long[] first = new long[series.length];
        long[] last = new long[series.length];
        Arrays.fill(first, Long.MAX_VALUE);
        Arrays.fill(last, Long.MIN_VALUE);
        for (int row = 0; row < rows.size(); row++) {
            if (added.get(row) || replaced.get(row)) {
                int meter = rows.meterIndex(row);
                first[meter] = Math.min(first[meter], rows.epochSecond(row));
                last[meter] = Math.max(last[meter], rows.epochSecond(row));
            }
        }
        for (int meter = 0; meter < series.length; meter++) {
            if (first[meter] <= last[meter]) {
                mark(series[meter], first[meter], last[meter]);
            }
        }
    }

    /** Marks the time between the states of a counter around {@code second}. */
    void markCounter(Series series, long second) throws SQLException {
        try (var around = connection.prepareStatement("""
                SELECT coalesce((SELECT max(ts) FROM counter WHERE series = ?1 AND ts < ?2), ?2),
                coalesce((SELECT min(ts) FROM counter WHERE series = ?1 AND ts > ?2), ?2)""")) {
            around.setInt(1, series.key());
            around.setLong(2, second);
            try (var row = around.executeQuery()) {
                row.next();
                mark(series, row.getLong(1), row.getLong(2));
            }
        }
    }

    /** Marks a span of a series. */
    void mark(Series series, long first, long last) throws SQLException {
        try (var upsert = connection.prepareStatement("""
                INSERT INTO stale_load VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET
                first = min(first, excluded.first), last = max(last, excluded.last)""")) {
            upsert.setInt(1, series.key());
            upsert.setLong(2, first);
            upsert.setLong(3, last);
            upsert.executeUpdate();
        }
    }
}
