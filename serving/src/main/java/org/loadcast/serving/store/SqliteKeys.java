package org.loadcast.serving.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.loadcast.features.store.sqlite.SqliteDatabase;
import org.loadcast.serving.access.ApiKey;
import org.loadcast.serving.access.KeyStore;

/** Keys as documents; the digest of the secret is among them, the secret is not. */
final class SqliteKeys implements KeyStore {

    private final SqliteDatabase database;

    SqliteKeys(SqliteDatabase database) {
        this.database = database;
    }

    @Override
    public void add(ApiKey key) {
        database.write("Storing a key", connection -> {
            try (var insert = connection.prepareStatement("INSERT INTO api_key VALUES (?, ?, NULL, ?)")) {
                insert.setString(1, key.id());
                insert.setLong(2, key.createdAt().toEpochMilli());
                insert.setString(3, Documents.write(key));
                return insert.executeUpdate();
            }
        });
    }

    @Override
    public List<ApiKey> all() {
        return database.read("Reading the keys", connection -> {
            List<ApiKey> keys = new ArrayList<>();
            try (var select = connection.prepareStatement(
                            "SELECT document, revoked_ms FROM api_key ORDER BY created_ms, id");
                    var rows = select.executeQuery()) {
                while (rows.next()) {
                    ApiKey key = Documents.read(rows.getString(1), ApiKey.class);
                    long revoked = rows.getLong(2);
                    keys.add(rows.wasNull() ? key : key.revoked(Instant.ofEpochMilli(revoked)));
                }
            }
            return keys;
        });
    }

    @Override
    public boolean revoke(String id, Instant at) {
        return database.write("Revoking a key", connection -> {
            try (var update = connection.prepareStatement(
                    "UPDATE api_key SET revoked_ms = ? WHERE id = ? AND revoked_ms IS NULL")) {
                update.setLong(1, at.toEpochMilli());
                update.setString(2, id);
                return update.executeUpdate() == 1;
            }
        });
    }
}
