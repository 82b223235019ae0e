package org.loadcast.features.store.sqlite;

import java.util.List;

/** The tables of the feature store, as numbered migrations. A released one never changes; a change is a new one. */
final class Schema {

    static final String COMPONENT = "features";

    /**
     * {@code power} lies in time order, so that live batches and imports append. {@code quarter_hour} lies by meter: the sum
     * and number of a meter's power readings that start in a quarter of an hour. {@code raster_s} is the greatest common
     * divisor of a meter's power timestamps: a multiple of 900 says that a quarter never holds two readings, so that the
     * roll-up is the readings themselves. Counters are few and always read in pairs, hence by meter.
     */
    private static final String FIRST = """
            CREATE TABLE series (
                key INTEGER PRIMARY KEY,
                meter_id TEXT NOT NULL UNIQUE,
                raster_s INTEGER NOT NULL DEFAULT 0
            );
            CREATE TABLE power (
                ts INTEGER NOT NULL,
                series INTEGER NOT NULL,
                kw REAL NOT NULL,
                PRIMARY KEY (ts, series)
            ) WITHOUT ROWID;
            CREATE TABLE quarter_hour (
                series INTEGER NOT NULL,
                ts INTEGER NOT NULL,
                kw_sum REAL NOT NULL,
                readings INTEGER NOT NULL,
                PRIMARY KEY (series, ts)
            ) WITHOUT ROWID;
            CREATE TABLE counter (
                series INTEGER NOT NULL,
                ts INTEGER NOT NULL,
                kwh REAL NOT NULL,
                PRIMARY KEY (series, ts)
            ) WITHOUT ROWID;
            CREATE TABLE weather_observed (
                location TEXT NOT NULL,
                day INTEGER NOT NULL,
                cells BLOB NOT NULL,
                PRIMARY KEY (location, day)
            );
            CREATE TABLE weather_run (
                location TEXT NOT NULL,
                available_at INTEGER NOT NULL,
                first_target INTEGER NOT NULL,
                last_target INTEGER NOT NULL,
                cells BLOB NOT NULL,
                PRIMARY KEY (location, available_at)
            );
            CREATE TABLE forecast (
                meter_id TEXT NOT NULL,
                horizon TEXT NOT NULL,
                cutoff_ns INTEGER NOT NULL,
                issued_at TEXT NOT NULL,
                start INTEGER NOT NULL,
                step_s INTEGER NOT NULL,
                quantiles BLOB NOT NULL,
                kilowatts BLOB NOT NULL,
                tier TEXT NOT NULL,
                reason TEXT,
                model_id TEXT,
                model_family TEXT,
                model_trained_until TEXT,
                weather TEXT NOT NULL,
                PRIMARY KEY (meter_id, horizon, cutoff_ns)
            );
            CREATE TABLE meter (
                id TEXT PRIMARY KEY,
                zone TEXT NOT NULL,
                country TEXT NOT NULL,
                category TEXT NOT NULL,
                latitude REAL,
                longitude REAL,
                weather_locations TEXT NOT NULL,
                meter_groups TEXT NOT NULL,
                attributes TEXT NOT NULL
            );
            CREATE TABLE holiday (
                date TEXT PRIMARY KEY,
                name TEXT NOT NULL
            );
            """;

    /**
     * {@code day_total} lies by meter, its days on the meter's clock, {@code total_zone}. {@code stale_load} holds for each meter
     * the span of time that changed since its totals were made: at first all.
     */
    private static final String DAY_TOTALS = """
            CREATE TABLE day_total (
                series INTEGER NOT NULL,
                day INTEGER NOT NULL,
                kwh REAL NOT NULL,
                quarters INTEGER NOT NULL,
                peak_kw REAL NOT NULL,
                peak_ts INTEGER NOT NULL,
                lowest_kw REAL NOT NULL,
                PRIMARY KEY (series, day)
            ) WITHOUT ROWID;
            CREATE TABLE stale_load (
                series INTEGER PRIMARY KEY,
                first INTEGER NOT NULL,
                last INTEGER NOT NULL
            );
            ALTER TABLE series ADD COLUMN total_zone TEXT NOT NULL DEFAULT '';
            INSERT INTO stale_load SELECT series, min(ts), max(ts) + 900 FROM (
                SELECT series, ts FROM quarter_hour UNION ALL SELECT series, ts FROM counter) GROUP BY series;
            """;

    private static final String VACATIONS = """
            CREATE TABLE vacation (
                date TEXT PRIMARY KEY,
                name TEXT NOT NULL
            );
            """;

    /**
     * {@code compact_quarter} lies by meter: the mean power of quarter-hours whose readings are gone, or count no more; it stands
     * above all readings of its time. {@code compact_step_s} is the usual distance of a meter's readings when they were compacted,
     * 0 for a meter that has no such quarter-hour. Before {@code deleted_until} nothing is left but day totals, which stay as they are.
     */
    private static final String RETENTION = """
            CREATE TABLE compact_quarter (
                series INTEGER NOT NULL,
                ts INTEGER NOT NULL,
                kw REAL NOT NULL,
                PRIMARY KEY (series, ts)
            ) WITHOUT ROWID;
            ALTER TABLE series ADD COLUMN compact_step_s INTEGER NOT NULL DEFAULT 0;
            CREATE TABLE retention (
                one INTEGER PRIMARY KEY CHECK (one = 1),
                deleted_until INTEGER NOT NULL
            );
            """;

    static final List<String> MIGRATIONS = List.of(FIRST, DAY_TOTALS, VACATIONS, RETENTION);

    private Schema() {}
}
