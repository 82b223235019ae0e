package org.loadcast.features.store.sqlite;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.loadcast.features.store.LoadAggregates;
import org.loadcast.features.store.LoadAggregatesContract;
import org.loadcast.features.store.MeasurementStore;

class SqliteAggregatesTest extends LoadAggregatesContract {

    @TempDir
    private Path directory;

    private SqliteStores stores;

    @BeforeEach
    void open() {
        stores = SqliteStores.open(directory);
    }

    @AfterEach
    void close() {
        stores.close();
    }

    @Override
    protected MeasurementStore store() {
        return stores.measurements();
    }

    @Override
    protected LoadAggregates aggregates() {
        return stores.aggregates();
    }
}
