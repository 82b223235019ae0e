package org.loadcast.features.store.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.loadcast.features.store.Samples;

/** Reads what a statement selects. */
final class Rows {

    private Rows() {}

    /** Two columns, epoch second and value, by rising time. */
    static Samples samples(PreparedStatement select) throws SQLException {
        Samples samples = new Samples();
        try (var rows = select.executeQuery()) {
            while (rows.next()) {
                samples.add(rows.getLong(1), rows.getDouble(2));
            }
        }
        return samples;
    }

    /** The only number that a query selects. */
    static long number(Connection connection, String sql, long... parameters) throws SQLException {
        try (var select = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                select.setLong(i + 1, parameters[i]);
            }
            try (var row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
