package org.loadcast.serving.store;

import java.time.Clock;
import java.util.List;
import org.loadcast.features.store.sqlite.SqliteDatabase;
import org.loadcast.serving.access.AuditLog;
import org.loadcast.serving.access.KeyStore;
import org.loadcast.serving.alert.AlertStore;
import org.loadcast.serving.retrain.JobStore;
import org.loadcast.serving.retrain.Leases;
import org.loadcast.serving.retrain.TrialStore;
import org.loadcast.serving.site.SiteStore;
import org.loadcast.serving.source.PullLog;

/** The service's tables in one database. Thread-safe; several processes may have them open. */
public final class ServiceTables {

    private static final String JOBS = """
            CREATE TABLE training_job (
                id TEXT PRIMARY KEY,
                created_ms INTEGER NOT NULL,
                state TEXT NOT NULL,
                document TEXT NOT NULL
            );
            CREATE INDEX training_job_by_time ON training_job (created_ms);
            CREATE TABLE training_lease (
                one INTEGER PRIMARY KEY CHECK (one = 1),
                holder TEXT NOT NULL,
                token INTEGER NOT NULL,
                until_ms INTEGER NOT NULL
            );
            CREATE TABLE training_trial (
                meter TEXT NOT NULL,
                horizon TEXT NOT NULL,
                model TEXT NOT NULL,
                since_ms INTEGER NOT NULL,
                until_ms INTEGER NOT NULL,
                PRIMARY KEY (meter, horizon)
            );
            """;

    private static final String ACCESS = """
            CREATE TABLE api_key (
                id TEXT PRIMARY KEY,
                created_ms INTEGER NOT NULL,
                revoked_ms INTEGER,
                document TEXT NOT NULL
            );
            CREATE TABLE audit (
                number INTEGER PRIMARY KEY AUTOINCREMENT,
                at_ms INTEGER NOT NULL,
                who TEXT NOT NULL,
                address TEXT NOT NULL,
                action TEXT NOT NULL,
                outcome TEXT NOT NULL
            );
            """;

    private static final String ALERTS = """
            CREATE TABLE alert (
                id TEXT PRIMARY KEY,
                opened_ms INTEGER NOT NULL,
                resolved INTEGER NOT NULL,
                document TEXT NOT NULL
            );
            CREATE INDEX alert_by_time ON alert (opened_ms);
            CREATE TABLE alert_digest (
                sink TEXT PRIMARY KEY,
                sent_ms INTEGER NOT NULL
            );
            """;

    private static final String SITES = """
            CREATE TABLE site_book (
                one INTEGER PRIMARY KEY CHECK (one = 1),
                number INTEGER NOT NULL,
                document TEXT NOT NULL
            );
            CREATE TABLE site_due (
                site TEXT PRIMARY KEY,
                first INTEGER NOT NULL,
                last INTEGER NOT NULL,
                revision INTEGER NOT NULL
            );
            """;

    private final SqliteDatabase database;

    private ServiceTables(SqliteDatabase database) {
        this.database = database;
    }

    /**
     * Opens the tables, making those that are not there.
     *
     * @throws org.loadcast.features.store.StoreException when a newer Loadcast wrote them, or the database cannot be used
     */
    public static ServiceTables in(SqliteDatabase database) {
        database.migrate("service-jobs", List.of(JOBS));
        database.migrate("service-access", List.of(ACCESS));
        database.migrate("service-alerts", List.of(ALERTS));
        database.migrate("service-pulls", List.of(SqlitePulls.TABLES));
        database.migrate("service-sites", List.of(SITES));
        return new ServiceTables(database);
    }

    public JobStore jobs() {
        return new SqliteJobs(database);
    }

    public Leases leases() {
        return new SqliteLeases(database, Clock.systemUTC());
    }

    public KeyStore keys() {
        return new SqliteKeys(database);
    }

    public AuditLog audit() {
        return new SqliteAudit(database);
    }

    public AlertStore alerts() {
        return new SqliteAlerts(database);
    }

    public PullLog pulls() {
        return new SqlitePulls(database, Clock.systemUTC());
    }

    /** The sites, their groups, and people's access. */
    public SiteStore sites() {
        return new SqliteSites(database);
    }

    public TrialStore trials() {
        return new SqliteTrials(database);
    }
}
