package org.loadcast.serving.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.loadcast.features.series.Interval;
import org.loadcast.features.store.sqlite.SqliteDatabase;
import org.loadcast.serving.source.PullLog;

/** Two tables: the blocks that are stored, and the stretches that are missing. */
final class SqlitePulls implements PullLog {

    static final String TABLES = """
            CREATE TABLE pulled_block (
                sensor TEXT NOT NULL,
                run INTEGER NOT NULL,
                start INTEGER NOT NULL,
                level INTEGER NOT NULL,
                PRIMARY KEY (sensor, run, start, level)
            ) WITHOUT ROWID;
            CREATE TABLE missing_stretch (
                sensor TEXT NOT NULL,
                run INTEGER NOT NULL,
                from_s INTEGER NOT NULL,
                to_s INTEGER NOT NULL,
                reason TEXT NOT NULL,
                tries INTEGER NOT NULL,
                first_ms INTEGER NOT NULL,
                PRIMARY KEY (sensor, run, from_s)
            ) WITHOUT ROWID;
            """;

    private static final String MISSING =
            "SELECT sensor, run, from_s, to_s, reason, tries, first_ms FROM missing_stretch";

    private final SqliteDatabase database;
    private final Clock clock;

    SqlitePulls(SqliteDatabase database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public List<Block> blocks(String sensor) {
        return database.read("Reading which blocks of " + sensor + " are stored", connection -> {
            List<Block> blocks = new ArrayList<>();
            try (var select = connection.prepareStatement(
                    "SELECT run, level, start FROM pulled_block WHERE sensor = ? ORDER BY run, start")) {
                select.setString(1, sensor);
                try (var rows = select.executeQuery()) {
                    while (rows.next()) {
                        blocks.add(new Block(sensor, rows.getLong(1), rows.getInt(2), rows.getLong(3)));
                    }
                }
            }
            return blocks;
        });
    }

    @Override
    public void stored(Collection<Block> blocks) {
        if (blocks.isEmpty()) {
            return;
        }
        database.write("Noting " + blocks.size() + " blocks as stored", connection -> {
            try (var covered = connection.prepareStatement("DELETE FROM pulled_block"
                            + " WHERE sensor = ? AND run = ? AND start >= ? AND start + (1 << level) <= ?");
                    var insert = connection.prepareStatement(
                            "INSERT OR REPLACE INTO pulled_block (sensor, run, start, level) VALUES (?, ?, ?, ?)")) {
                for (Block block : blocks) {
                    replace(covered, insert, block);
                }
            }
            return blocks.size();
        });
    }

    private static void replace(PreparedStatement covered, PreparedStatement insert, Block block) throws SQLException {
        covered.setString(1, block.sensor());
        covered.setLong(2, block.run());
        covered.setLong(3, block.start());
        covered.setLong(4, block.end());
        covered.executeUpdate();
        insert.setString(1, block.sensor());
        insert.setLong(2, block.run());
        insert.setLong(3, block.start());
        insert.setInt(4, block.level());
        insert.executeUpdate();
    }

    @Override
    public List<Missing> missing(String sensor) {
        return database.read("Reading what is missing of " + sensor, connection -> select(connection, sensor));
    }

    private static List<Missing> select(Connection connection, String sensor) throws SQLException {
        try (var select = connection.prepareStatement(MISSING + " WHERE sensor = ? ORDER BY run, from_s")) {
            select.setString(1, sensor);
            return all(select);
        }
    }

    @Override
    public List<Missing> missing() {
        return database.read("Reading what is missing", connection -> {
            try (var select = connection.prepareStatement(MISSING + " ORDER BY sensor, run, from_s")) {
                return all(select);
            }
        });
    }

    private static List<Missing> all(PreparedStatement select) throws SQLException {
        List<Missing> missing = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                Interval time =
                        new Interval(Instant.ofEpochSecond(rows.getLong(3)), Instant.ofEpochSecond(rows.getLong(4)));
                missing.add(new Missing(
                        rows.getString(1),
                        rows.getLong(2),
                        time,
                        rows.getString(5),
                        rows.getInt(6),
                        Instant.ofEpochMilli(rows.getLong(7))));
            }
        }
        return missing;
    }

    @Override
    public void putMissing(String sensor, List<Missing> stretches) {
        database.write("Noting what is missing of " + sensor, connection -> {
            List<Missing> before = select(connection, sensor);
            try (var delete = connection.prepareStatement("DELETE FROM missing_stretch WHERE sensor = ?")) {
                delete.setString(1, sensor);
                delete.executeUpdate();
            }
            try (var insert = connection.prepareStatement("INSERT INTO missing_stretch VALUES (?, ?, ?, ?, ?, ?, ?)")) {
                for (Missing stretch : stretches) {
                    insert(insert, sensor, stretch, before);
                }
            }
            return stretches.size();
        });
    }

    private void insert(PreparedStatement insert, String sensor, Missing stretch, List<Missing> before)
            throws SQLException {
        Missing known = before.stream()
                .filter(other -> other.run() == stretch.run()
                        && other.time().from().isBefore(stretch.time().to())
                        && stretch.time().from().isBefore(other.time().to()))
                .findFirst()
                .orElse(null);
        insert.setString(1, sensor);
        insert.setLong(2, stretch.run());
        insert.setLong(3, stretch.time().from().getEpochSecond());
        insert.setLong(4, stretch.time().to().getEpochSecond());
        insert.setString(5, stretch.reason());
        insert.setInt(6, known == null ? 1 : known.tries() + 1);
        insert.setLong(7, (known == null ? clock.instant() : known.firstTried()).toEpochMilli());
        insert.executeUpdate();
    }
}
