package org.loadcast.serving.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.loadcast.features.store.sqlite.SqliteDatabase;
import org.loadcast.serving.site.SiteBook;
import org.loadcast.serving.site.SiteStore;

/** The book as one document, so that it changes as a whole. */
final class SqliteSites implements SiteStore {

    private final SqliteDatabase database;

    SqliteSites(SqliteDatabase database) {
        this.database = database;
    }

    @Override
    public Edition read() {
        return database.read("Reading the sites", connection -> {
            try (var select = connection.prepareStatement("SELECT number, document FROM site_book");
                    var rows = select.executeQuery()) {
                return rows.next()
                        ? new Edition(rows.getLong(1), Documents.read(rows.getString(2), SiteBook.class))
                        : new Edition(0, SiteBook.EMPTY);
            }
        });
    }

    @Override
    public long number() {
        return database.read("Reading the edition of the sites", SqliteSites::number);
    }

    private static long number(Connection connection) throws SQLException {
        try (var select = connection.prepareStatement("SELECT number FROM site_book");
                var rows = select.executeQuery()) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    @Override
    public boolean replace(long number, SiteBook book, Collection<Due> due) {
        String document = Documents.write(book);
        return database.write("Storing the sites", connection -> {
            if (number(connection) != number) {
                return false;
            }
            try (var replace = connection.prepareStatement("INSERT OR REPLACE INTO site_book VALUES (1, ?, ?)")) {
                replace.setLong(1, number + 1);
                replace.setString(2, document);
                replace.executeUpdate();
            }
            mark(connection, due);
            return true;
        });
    }

    @Override
    public void mark(Collection<Due> due) {
        if (!due.isEmpty()) {
            database.write("Marking sites whose totals are due", connection -> {
                mark(connection, due);
                return due.size();
            });
        }
    }

    private static void mark(Connection connection, Collection<Due> due) throws SQLException {
        try (var upsert = connection.prepareStatement("""
                INSERT INTO site_due VALUES (?, ?, ?, 1) ON CONFLICT DO UPDATE SET first = min(first, excluded.first),
                last = max(last, excluded.last), revision = revision + 1""")) {
            for (Due one : due) {
                upsert.setString(1, one.site());
                upsert.setLong(2, one.firstSecond());
                upsert.setLong(3, one.lastSecond());
                upsert.executeUpdate();
            }
        }
    }

    @Override
    public List<Due> due() {
        return database.read("Reading which sites are due", connection -> {
            List<Due> due = new ArrayList<>();
            try (var select = connection.prepareStatement("SELECT site, first, last, revision FROM site_due");
                    var rows = select.executeQuery()) {
                while (rows.next()) {
                    due.add(new Due(rows.getString(1), rows.getLong(2), rows.getLong(3), rows.getLong(4)));
                }
            }
            return due;
        });
    }

    @Override
    public void done(Due due) {
        database.write("Noting that a site is up to date", connection -> {
            try (var delete = connection.prepareStatement("DELETE FROM site_due WHERE site = ? AND revision = ?")) {
                delete.setString(1, due.site());
                delete.setLong(2, due.revision());
                return delete.executeUpdate();
            }
        });
    }
}
