package org.loadcast.serving.ingest.deadletter;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.loadcast.features.store.StoreException;
import org.loadcast.features.store.sqlite.SqliteDatabase;
import org.loadcast.serving.ingest.decode.Message;
import org.loadcast.serving.ingest.decode.Payload;

/** The table of dead letters in the embedded store. Thread-safe; every method throws {@link StoreException}. */
public final class DeadLetters {

    /** Of larger payloads only the beginning is kept. */
    static final int LARGEST_PAYLOAD_BYTES = 256 << 10;

    /** With more, the oldest go. */
    static final int MOST_LETTERS = 10_000;

    private static final List<String> MIGRATIONS = List.of("""
            CREATE TABLE dead_letter (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                received_ms INTEGER NOT NULL,
                topic TEXT NOT NULL,
                payload BLOB NOT NULL,
                reason TEXT NOT NULL
            );
            """);

    private final SqliteDatabase database;

    private DeadLetters(SqliteDatabase database) {
        this.database = database;
    }

    /** Opens the table in {@code database}, making it where there is none. */
    public static DeadLetters in(SqliteDatabase database) {
        database.migrate("dead_letters", MIGRATIONS);
        return new DeadLetters(database);
    }

    /**
     * Adds letters; they are durable when this returns.
     *
     * @param letters their ids do not matter
     */
    public void add(Collection<DeadLetter> letters) {
        if (letters.isEmpty()) {
            return;
        }
        database.write("Storing " + letters.size() + " dead letters", connection -> {
            try (var insert = connection.prepareStatement(
                    "INSERT INTO dead_letter (received_ms, topic, payload, reason) VALUES (?, ?, ?, ?)")) {
                for (DeadLetter letter : letters) {
                    fill(insert, letter);
                    insert.executeUpdate();
                }
            }
            try (var trim = connection.prepareStatement(
                    "DELETE FROM dead_letter WHERE id <= (SELECT max(id) FROM dead_letter) - ?")) {
                trim.setInt(1, MOST_LETTERS);
                return trim.executeUpdate();
            }
        });
    }

    private static void fill(PreparedStatement insert, DeadLetter letter) throws SQLException {
        byte[] payload = letter.message().payload().toBytes();
        insert.setLong(1, letter.message().receivedAt().toEpochMilli());
        insert.setString(2, letter.message().topic());
        insert.setBytes(
                3, payload.length <= LARGEST_PAYLOAD_BYTES ? payload : Arrays.copyOf(payload, LARGEST_PAYLOAD_BYTES));
        insert.setString(4, letter.reason());
    }

    /** How many there are. */
    public long count() {
        return database.read("Counting dead letters", connection -> {
            try (var select = connection.createStatement();
                    var rows = select.executeQuery("SELECT count(*) FROM dead_letter")) {
                return rows.next() ? rows.getLong(1) : 0L;
            }
        });
    }

    /** The newest {@code most} letters, newest first. */
    public List<DeadLetter> newest(int most) {
        return select("SELECT id, received_ms, topic, payload, reason FROM dead_letter ORDER BY id DESC LIMIT ?", most);
    }

    /** Up to {@code most} letters with an id above {@code id}, oldest first. */
    List<DeadLetter> after(long id, int most) {
        return select(
                "SELECT id, received_ms, topic, payload, reason FROM dead_letter WHERE id > ? ORDER BY id LIMIT ?",
                id,
                most);
    }

    private List<DeadLetter> select(String sql, long... values) {
        return database.read("Reading dead letters", connection -> {
            try (var select = connection.prepareStatement(sql)) {
                for (int i = 0; i < values.length; i++) {
                    select.setLong(i + 1, values[i]);
                }
                List<DeadLetter> letters = new ArrayList<>();
                try (var rows = select.executeQuery()) {
                    while (rows.next()) {
                        letters.add(letter(rows));
                    }
                }
                return letters;
            }
        });
    }

    private static DeadLetter letter(ResultSet row) throws SQLException {
        Message message =
                new Message(row.getString(3), Payload.of(row.getBytes(4)), Instant.ofEpochMilli(row.getLong(2)));
        return new DeadLetter(row.getLong(1), message, row.getString(5));
    }

    /** Removes a letter that has been dealt with. */
    void remove(long id) {
        database.write("Removing a dead letter", connection -> {
            try (var delete = connection.prepareStatement("DELETE FROM dead_letter WHERE id = ?")) {
                delete.setLong(1, id);
                return delete.executeUpdate();
            }
        });
    }
}
