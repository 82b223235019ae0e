package org.loadcast.serving.store;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.loadcast.features.store.sqlite.SqliteDatabase;
import org.loadcast.serving.retrain.JobState;
import org.loadcast.serving.retrain.JobStore;
import org.loadcast.serving.retrain.TrainingJob;

/** Jobs as documents, with what is searched by beside them. The newest thousand are kept. */
final class SqliteJobs implements JobStore {

    private static final int KEPT = 1_000;

    private final SqliteDatabase database;

    SqliteJobs(SqliteDatabase database) {
        this.database = database;
    }

    @Override
    public void add(TrainingJob job) {
        database.write("Storing job " + job.id(), connection -> {
            try (var insert = connection.prepareStatement("INSERT INTO training_job VALUES (?, ?, ?, ?)");
                    var prune = connection.prepareStatement("""
                            DELETE FROM training_job WHERE state NOT IN ('QUEUED', 'RUNNING') AND id NOT IN
                            (SELECT id FROM training_job ORDER BY created_ms DESC, id DESC LIMIT ?)""")) {
                insert.setString(1, job.id());
                insert.setLong(2, job.createdAt().toEpochMilli());
                insert.setString(3, job.state().name());
                insert.setString(4, Documents.write(job));
                insert.executeUpdate();
                prune.setInt(1, KEPT);
                return prune.executeUpdate();
            }
        });
    }

    @Override
    public Optional<TrainingJob> find(String id) {
        return database.read("Reading job " + id, connection -> {
            try (var select = connection.prepareStatement("SELECT document FROM training_job WHERE id = ?")) {
                select.setString(1, id);
                return jobs(select).stream().findFirst();
            }
        });
    }

    @Override
    public List<TrainingJob> newest(int most) {
        return database.read("Reading the jobs", connection -> {
            try (var select = connection.prepareStatement(
                    "SELECT document FROM training_job ORDER BY created_ms DESC, id DESC LIMIT ?")) {
                select.setInt(1, most);
                return jobs(select);
            }
        });
    }

    @Override
    public List<TrainingJob> in(JobState state) {
        return database.read("Reading the jobs", connection -> {
            try (var select = connection.prepareStatement(
                    "SELECT document FROM training_job WHERE state = ? ORDER BY created_ms, id")) {
                select.setString(1, state.name());
                return jobs(select);
            }
        });
    }

    private static List<TrainingJob> jobs(PreparedStatement select) throws SQLException {
        List<TrainingJob> jobs = new ArrayList<>();
        try (var rows = select.executeQuery()) {
            while (rows.next()) {
                jobs.add(Documents.read(rows.getString(1), TrainingJob.class));
            }
        }
        return jobs;
    }

    @Override
    public boolean replace(TrainingJob job, JobState expected) {
        return database.write("Storing job " + job.id(), connection -> {
            try (var update = connection.prepareStatement(
                    "UPDATE training_job SET state = ?, document = ? WHERE id = ? AND state = ?")) {
                update.setString(1, job.state().name());
                update.setString(2, Documents.write(job));
                update.setString(3, job.id());
                update.setString(4, expected.name());
                return update.executeUpdate() == 1;
            }
        });
    }
}
