package org.loadcast.serving.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.loadcast.features.store.sqlite.SqliteDatabase;
import org.loadcast.serving.access.AuditLog;

/** The audit log as a table that is only added to. */
final class SqliteAudit implements AuditLog {

    private final SqliteDatabase database;

    SqliteAudit(SqliteDatabase database) {
        this.database = database;
    }

    @Override
    public void add(Entry entry) {
        database.write("Storing an entry of the audit log", connection -> {
            try (var insert = connection.prepareStatement(
                    "INSERT INTO audit (at_ms, who, address, action, outcome) VALUES (?, ?, ?, ?, ?)")) {
                insert.setLong(1, entry.at().toEpochMilli());
                insert.setString(2, entry.who());
                insert.setString(3, entry.address());
                insert.setString(4, entry.action());
                insert.setString(5, entry.outcome());
                return insert.executeUpdate();
            }
        });
    }

    @Override
    public List<Entry> newest(long before, int most) {
        return database.read("Reading the audit log", connection -> {
            List<Entry> entries = new ArrayList<>();
            try (var select = connection.prepareStatement("""
                    SELECT number, at_ms, who, address, action, outcome FROM audit
                    WHERE number < ? ORDER BY number DESC LIMIT ?""")) {
                select.setLong(1, before);
                select.setInt(2, most);
                try (var rows = select.executeQuery()) {
                    while (rows.next()) {
                        entries.add(new Entry(
                                rows.getLong(1),
                                Instant.ofEpochMilli(rows.getLong(2)),
                                rows.getString(3),
                                rows.getString(4),
                                rows.getString(5),
                                rows.getString(6)));
                    }
                }
            }
            return entries;
        });
    }
}
