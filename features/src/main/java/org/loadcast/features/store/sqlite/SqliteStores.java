package org.loadcast.features.store.sqlite;

import java.nio.file.Path;
import java.util.List;
import org.loadcast.features.store.ForecastStore;
import org.loadcast.features.store.LoadAggregates;
import org.loadcast.features.store.MeasurementStore;
import org.loadcast.features.store.MeterDirectory;
import org.loadcast.features.store.StoreException;
import org.loadcast.features.store.Stores;
import org.loadcast.features.store.WeatherStore;

/** All stores in one SQLite file of the data directory. Thread-safe; several processes may have it open. */
public final class SqliteStores implements Stores {

    /** The name of the file in the data directory. */
    public static final String FILE_NAME = "loadcast.db";

    private final SqliteDatabase database;
    private final MeasurementStore measurements;
    private final LoadAggregates aggregates;
    private final WeatherStore weather;
    private final ForecastStore forecasts;
    private final MeterDirectory meters;

    private SqliteStores(SqliteDatabase database) {
        this.database = database;
        this.measurements = new SqliteMeasurements(database);
        this.aggregates = new SqliteAggregates(database);
        this.weather = new SqliteWeather(database);
        this.forecasts = new SqliteForecasts(database);
        this.meters = new SqliteDirectory(database);
    }

    /**
     * Opens the stores of a data directory, making what is not there.
     *
     * @throws StoreException when the file cannot be opened, is damaged, or was written by a newer Loadcast
     */
    public static SqliteStores open(Path dataDirectory) {
        SqliteDatabase database = SqliteDatabase.open(dataDirectory.resolve(FILE_NAME));
        boolean ready = false;
        try {
            database.migrate(Schema.COMPONENT, Schema.MIGRATIONS);
            ready = true;
            return new SqliteStores(database);
        } finally {
            if (!ready) {
                database.close();
            }
        }
    }

    @Override
    public MeasurementStore measurements() {
        return measurements;
    }

    @Override
    public LoadAggregates aggregates() {
        return aggregates;
    }

    @Override
    public WeatherStore weather() {
        return weather;
    }

    @Override
    public ForecastStore forecasts() {
        return forecasts;
    }

    @Override
    public MeterDirectory meters() {
        return meters;
    }

    @Override
    public String location() {
        return database.file().toString();
    }

    /** The database itself, for tables of other components. */
    public SqliteDatabase database() {
        return database;
    }

    /** What makes the file smaller. */
    public SqliteRetention retention() {
        return new SqliteRetention(database);
    }

    /** Copies the stores as they are at this moment, while they are in use; see {@link SqliteDatabase#backup}. */
    public void backup(Path target) {
        database.backup(target);
    }

    /** What is wrong with the file, as SQLite finds, and where the roll-up differs from its readings; empty when sound. */
    public List<String> integrityProblems() {
        List<String> problems = database.integrityProblems();
        return problems.isEmpty() ? database.read("Checking the roll-up", RollUpAudit::problems) : problems;
    }

    @Override
    public void close() {
        database.close();
    }
}
