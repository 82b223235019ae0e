package org.loadcast.features.store.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.loadcast.features.store.StoreException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * One SQLite file: transactions on a single writing connection, and on a few reading ones beside it.
 *
 * <p>A read sees the state of one moment, whatever is written meanwhile. Thread-safe; other processes may open the same file.
 */
public final class SqliteDatabase implements AutoCloseable {

    private static final int READERS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path file;
    private @Nullable Connection writer;
    private final ReentrantLock writing = new ReentrantLock(true);
    private final Semaphore readers = new Semaphore(READERS);
    private final Deque<Connection> idleReaders = new ArrayDeque<>();
    private volatile boolean closed;

    private SqliteDatabase(Path file) throws SQLException {
        this.file = file;
        this.writer = connectWriter();
    }

    /**
     * Opens a database, making the file and its directory when they are not there.
     *
     * @throws StoreException when the file cannot be made or is no database
     */
    public static SqliteDatabase open(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            return new SqliteDatabase(file);
        } catch (IOException e) {
            throw new StoreException(
                    "The directory of " + file + " cannot be made: " + e + ". Choose another with --data.", e);
        } catch (SQLException e) {
            throw failure("Opening", file, e);
        }
    }

    private Connection connectWriter() throws SQLException {
        return connect(SQLiteConfig.TransactionMode.IMMEDIATE, 64);
    }

    private Connection connectReader() throws SQLException {
        Connection reader = connect(SQLiteConfig.TransactionMode.DEFERRED, 16);
        execute(reader, "PRAGMA query_only = ON");
        reader.setAutoCommit(false);
        return reader;
    }

    private Connection connect(SQLiteConfig.TransactionMode mode, int cacheMebibytes) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout((int) PATIENCE.toMillis());
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setTransactionMode(mode);
        config.setTempStore(SQLiteConfig.TempStore.MEMORY);
        config.setCacheSize(-1024 * cacheMebibytes);
        config.setPragma(SQLiteConfig.Pragma.JOURNAL_SIZE_LIMIT, String.valueOf(64 << 20));
        Connection connection = config.createConnection("jdbc:sqlite:" + file);
        execute(connection, "PRAGMA wal_autocheckpoint = 16000");
        return connection;
    }

    public Path file() {
        return file;
    }

    /** What is done with a connection inside a transaction. */
    @FunctionalInterface
    public interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    /**
     * Runs {@code work} in a transaction that is on the disk when this returns, or has left no trace when it throws.
     *
     * @param doing what is done, for the message of a failure, such as {@code "Storing 12 readings"}
     * @throws StoreException when the transaction failed; nothing was stored
     */
    public <T> T write(String doing, Work<T> work) {
        writing.lock();
        try {
            requireOpen();
            Connection connection = writer == null ? connectWriter() : writer;
            writer = null;
            boolean done = false;
            try {
                // The driver begins a transaction when this is switched off and commits it when it is switched on. Its
                // commit() would begin the next one at once, and keep other processes from writing for ever.
                connection.setAutoCommit(false);
                T result = work.with(connection);
                connection.setAutoCommit(true);
                writer = connection;
                done = true;
                return result;
            } finally {
                if (!done) {
                    connection.close();
                }
            }
        } catch (SQLException e) {
            throw failure(doing, file, e);
        } finally {
            writing.unlock();
        }
    }

    /**
     * Runs {@code work} on the state of one moment.
     *
     * @throws StoreException when reading failed
     */
    public <T> T read(String doing, Work<T> work) {
        readers.acquireUninterruptibly();
        try {
            Connection connection = takeReader();
            boolean done = false;
            try {
                T result = work.with(connection);
                connection.rollback();
                done = true;
                return result;
            } finally {
                giveBack(connection, done);
            }
        } catch (SQLException e) {
            throw failure(doing, file, e);
        } finally {
            readers.release();
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new StoreException("The store " + file + " is closed.");
        }
    }

    private Connection takeReader() throws SQLException {
        synchronized (idleReaders) {
            requireOpen();
            if (!idleReaders.isEmpty()) {
                return idleReaders.pop();
            }
        }
        return connectReader();
    }

    private void giveBack(Connection connection, boolean usable) throws SQLException {
        synchronized (idleReaders) {
            if (usable && !closed) {
                idleReaders.push(connection);
                return;
            }
        }
        connection.close();
    }

    /**
     * Brings one component's tables to its newest version: runs, in order, the scripts that have not run yet.
     *
     * @param component name under which the version is kept
     * @param scripts all scripts ever, oldest first; one that has been released never changes
     * @throws StoreException when the file was written by a newer Loadcast, or a script failed
     */
    public void migrate(String component, List<String> scripts) {
        if (read("Opening", connection -> schemaVersion(connection, component)) == scripts.size()) {
            return;
        }
        write("Bringing the tables of " + component + " up to date", connection -> {
            int version = schemaVersion(connection, component);
            if (version > scripts.size()) {
                throw new StoreException("The store " + file + " has version " + version + " of " + component
                        + ", this Loadcast knows " + scripts.size()
                        + ". Use the newer Loadcast, or restore a backup made by this one.");
            }
            for (String script : scripts.subList(version, scripts.size())) {
                execute(connection, script);
            }
            execute(
                    connection,
                    "CREATE TABLE IF NOT EXISTS schema_version (component TEXT PRIMARY KEY, version INTEGER)");
            try (var insert = connection.prepareStatement("INSERT OR REPLACE INTO schema_version VALUES (?, ?)")) {
                insert.setString(1, component);
                insert.setInt(2, scripts.size());
                return insert.executeUpdate();
            }
        });
    }

    private static int schemaVersion(Connection connection, String component) throws SQLException {
        try (var tables = connection.prepareStatement("SELECT 1 FROM sqlite_master WHERE name = 'schema_version'");
                var found = tables.executeQuery()) {
            if (!found.next()) {
                return 0;
            }
        }
        try (var select = connection.prepareStatement("SELECT version FROM schema_version WHERE component = ?")) {
            select.setString(1, component);
            try (var rows = select.executeQuery()) {
                return rows.next() ? rows.getInt(1) : 0;
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    /**
     * Copies the database as it is at this moment, while others read and write it.
     *
     * @param target file of the copy; one that is there is replaced when the copy is complete
     * @throws StoreException when the copy cannot be written
     */
    public void backup(Path target) {
        Path part = target.resolveSibling(target.getFileName() + ".part");
        try {
            Files.createDirectories(target.toAbsolutePath().getParent());
            Files.deleteIfExists(part);
            try (Connection connection = connect(SQLiteConfig.TransactionMode.DEFERRED, 16);
                    var vacuum = connection.prepareStatement("VACUUM INTO ?")) {
                vacuum.setString(1, part.toString());
                vacuum.execute();
            }
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new StoreException(
                    "The backup " + target + " cannot be written: " + e + ". Choose another place.", e);
        } catch (SQLException e) {
            throw failure("A backup to " + target, file, e);
        }
    }

    /** What SQLite finds wrong with the file; empty when it is sound. Reads the whole file. */
    public List<String> integrityProblems() {
        return read("Checking", connection -> {
            List<String> problems = new ArrayList<>();
            try (var check = connection.createStatement();
                    var rows = check.executeQuery("PRAGMA integrity_check")) {
                while (rows.next()) {
                    problems.add(rows.getString(1));
                }
            }
            return problems.equals(List.of("ok")) ? List.of() : problems;
        });
    }

    /** Waits for the transaction that runs, then closes all connections. */
    @Override
    public void close() {
        writing.lock();
        try {
            synchronized (idleReaders) {
                if (closed) {
                    return;
                }
                closed = true;
                for (Connection reader : idleReaders) {
                    reader.close();
                }
                idleReaders.clear();
            }
            if (writer != null) {
                writer.close();
            }
        } catch (SQLException e) {
            throw failure("Closing", file, e);
        } finally {
            writing.unlock();
        }
    }

    private static StoreException failure(String doing, Path file, SQLException e) {
        return new StoreException(
                doing + " failed in " + file + ": " + e.getMessage() + " " + remedy(e) + " Nothing was changed.", e);
    }

    private static String remedy(SQLException e) {
        SQLiteErrorCode code =
                e instanceof SQLiteException sqlite ? sqlite.getResultCode() : SQLiteErrorCode.SQLITE_ERROR;
        return switch (code) {
            case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_BUSY_SNAPSHOT ->
                "Another process has held the file for " + PATIENCE.toSeconds()
                        + " s. Try again when its work is done.";
            case SQLITE_FULL, SQLITE_IOERR_WRITE, SQLITE_IOERR_FSYNC -> "Make room on the disk.";
            case SQLITE_CANTOPEN, SQLITE_READONLY, SQLITE_PERM -> "Check who may write in the directory.";
            case SQLITE_CORRUPT, SQLITE_NOTADB -> "The file is damaged or is no database: restore a backup.";
            default -> "Run loadcast doctor.";
        };
    }
}
