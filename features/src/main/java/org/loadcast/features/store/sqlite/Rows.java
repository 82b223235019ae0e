package org.loadcast.features.store.sqlite;

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
}
