package org.loadcast.features.store.sqlite;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.loadcast.features.store.MeterDirectory;
import org.loadcast.features.store.MeterDirectoryContract;

class SqliteDirectoryTest extends MeterDirectoryContract {

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
    protected MeterDirectory directory() {
        return stores.meters();
    }
}
