package org.loadcast.serving.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.loadcast.features.store.sqlite.SqliteDatabase;
import org.loadcast.serving.retrain.Trial;
import org.loadcast.serving.retrain.TrialStore;

/** Trials, a row a meter and horizon. */
final class SqliteTrials implements TrialStore {

    private final SqliteDatabase database;

    SqliteTrials(SqliteDatabase database) {
        this.database = database;
    }

    @Override
    public void put(Trial trial) {
        database.write("Storing a trial", connection -> {
            try (var insert =
                    connection.prepareStatement("INSERT OR REPLACE INTO training_trial VALUES (?, ?, ?, ?, ?)")) {
                insert.setString(1, trial.meter());
                insert.setString(2, trial.horizon());
                insert.setString(3, trial.model());
                insert.setLong(4, trial.since().toEpochMilli());
                insert.setLong(5, trial.until().toEpochMilli());
                return insert.executeUpdate();
            }
        });
    }

    @Override
    public List<Trial> all() {
        return database.read("Reading the trials", connection -> {
            List<Trial> trials = new ArrayList<>();
            try (var select = connection.prepareStatement(
                            "SELECT meter, horizon, model, since_ms, until_ms FROM training_trial ORDER BY until_ms");
                    var rows = select.executeQuery()) {
                while (rows.next()) {
                    trials.add(new Trial(
                            rows.getString(1),
                            rows.getString(2),
                            rows.getString(3),
                            Instant.ofEpochMilli(rows.getLong(4)),
                            Instant.ofEpochMilli(rows.getLong(5))));
                }
            }
            return trials;
        });
    }

    @Override
    public void remove(Trial trial) {
        database.write("Removing a trial", connection -> {
            try (var delete = connection.prepareStatement(
                    "DELETE FROM training_trial WHERE meter = ? AND horizon = ? AND model = ?")) {
                delete.setString(1, trial.meter());
                delete.setString(2, trial.horizon());
                delete.setString(3, trial.model());
                return delete.executeUpdate();
            }
        });
    }
}
