package org.loadcast.serving.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.loadcast.features.store.sqlite.SqliteDatabase;
import org.loadcast.serving.retrain.Lease;
import org.loadcast.serving.retrain.Leases;

/** The lease as the only row of its table; the token outlives every holder. */
final class SqliteLeases implements Leases {

    private final SqliteDatabase database;
    private final Clock wall;

    SqliteLeases(SqliteDatabase database, Clock wall) {
        this.database = database;
        this.wall = wall;
    }

    @Override
    public Optional<Lease> take(String holder, Duration length) {
        Instant now = wall.instant();
        Instant until = now.plus(length);
        return database.write("Taking the lease of training", connection -> {
            Optional<Lease> last = last(connection);
            if (last.filter(lease -> lease.until().isAfter(now)).isPresent()) {
                return Optional.<Lease>empty();
            }
            Lease taken = new Lease(holder, last.map(Lease::token).orElse(0L) + 1, until);
            try (var insert =
                    connection.prepareStatement("INSERT OR REPLACE INTO training_lease VALUES (1, ?, ?, ?)")) {
                insert.setString(1, taken.holder());
                insert.setLong(2, taken.token());
                insert.setLong(3, until.toEpochMilli());
                insert.executeUpdate();
            }
            return Optional.of(taken);
        });
    }

    private static Optional<Lease> last(Connection connection) throws SQLException {
        try (var select = connection.prepareStatement("SELECT holder, token, until_ms FROM training_lease");
                var rows = select.executeQuery()) {
            return rows.next()
                    ? Optional.of(new Lease(rows.getString(1), rows.getLong(2), Instant.ofEpochMilli(rows.getLong(3))))
                    : Optional.empty();
        }
    }

    @Override
    public Optional<Lease> renew(Lease lease, Duration length) {
        Instant until = wall.instant().plus(length);
        return setEnd(lease, until) ? Optional.of(new Lease(lease.holder(), lease.token(), until)) : Optional.empty();
    }

    @Override
    public void release(Lease lease) {
        setEnd(lease, Instant.EPOCH);
    }

    private boolean setEnd(Lease lease, Instant until) {
        return database.write("Keeping the lease of training", connection -> {
            try (var update = connection.prepareStatement(
                    "UPDATE training_lease SET until_ms = ? WHERE holder = ? AND token = ?")) {
                update.setLong(1, until.toEpochMilli());
                update.setString(2, lease.holder());
                update.setLong(3, lease.token());
                return update.executeUpdate() == 1;
            }
        });
    }

    @Override
    public Optional<Lease> current() {
        Instant now = wall.instant();
        return database.read("Reading the lease of training", SqliteLeases::last)
                .filter(lease -> lease.until().isAfter(now));
    }
}
