package org.loadcast.serving.store;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.loadcast.features.store.sqlite.SqliteDatabase;
import org.loadcast.serving.alert.Alert;
import org.loadcast.serving.alert.AlertStore;

/** Alerts as documents, with what is searched by beside them. Of those that are resolved the newest five thousand are kept. */
final class SqliteAlerts implements AlertStore {

    private static final int KEPT = 5_000;

    private final SqliteDatabase database;

    SqliteAlerts(SqliteDatabase database) {
        this.database = database;
    }

    @Override
    public void put(Alert alert) {
        database.write("Storing an alert", connection -> {
            try (var insert = connection.prepareStatement("INSERT OR REPLACE INTO alert VALUES (?, ?, ?, ?)")) {
                insert.setString(1, alert.id());
                insert.setLong(2, alert.openedAt().toEpochMilli());
                insert.setBoolean(3, alert.isResolved());
                insert.setString(4, Documents.write(alert));
                insert.executeUpdate();
            }
            if (alert.isResolved()) {
                try (var prune = connection.prepareStatement("""
                        DELETE FROM alert WHERE resolved AND id NOT IN
                        (SELECT id FROM alert WHERE resolved ORDER BY opened_ms DESC, id LIMIT ?)""")) {
                    prune.setInt(1, KEPT);
                    prune.executeUpdate();
                }
            }
            return alert;
        });
    }

    @Override
    public Optional<Alert> find(String id) {
        return database.read("Reading an alert", connection -> {
            try (var select = connection.prepareStatement("SELECT document FROM alert WHERE id = ?")) {
                select.setString(1, id);
                return alerts(select).stream().findFirst();
            }
        });
    }

    @Override
    public List<Alert> unresolved() {
        return list("SELECT document FROM alert WHERE NOT resolved ORDER BY opened_ms, id");
    }

    @Override
    public List<Alert> all() {
        return list("SELECT document FROM alert ORDER BY opened_ms DESC, id");
    }

    private List<Alert> list(String sql) {
        return database.read("Reading the alerts", connection -> {
            try (var select = connection.prepareStatement(sql)) {
                return alerts(select);
            }
        });
    }

    private static List<Alert> alerts(PreparedStatement select) throws SQLException {
        List<Alert> alerts = new ArrayList<>();
        try (var rows = select.executeQuery()) {
            while (rows.next()) {
                alerts.add(Documents.read(rows.getString(1), Alert.class));
            }
        }
        return alerts;
    }

    @Override
    public Optional<Instant> digestAt(String sink) {
        return database.read("Reading the last digest", connection -> {
            try (var select = connection.prepareStatement("SELECT sent_ms FROM alert_digest WHERE sink = ?")) {
                select.setString(1, sink);
                try (var rows = select.executeQuery()) {
                    return rows.next() ? Optional.of(Instant.ofEpochMilli(rows.getLong(1))) : Optional.empty();
                }
            }
        });
    }

    @Override
    public void digestAt(String sink, Instant at) {
        database.write("Storing the last digest", connection -> {
            try (var insert = connection.prepareStatement("INSERT OR REPLACE INTO alert_digest VALUES (?, ?)")) {
                insert.setString(1, sink);
                insert.setLong(2, at.toEpochMilli());
                return insert.executeUpdate();
            }
        });
    }
}
