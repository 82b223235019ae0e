package org.loadcast.features.store.sqlite;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.loadcast.features.store.WeatherStore;
import org.loadcast.features.store.WeatherStoreContract;

class SqliteWeatherTest extends WeatherStoreContract {

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
    protected WeatherStore store() {
        return stores.weather();
    }
}
