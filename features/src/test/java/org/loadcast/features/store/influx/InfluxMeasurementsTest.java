package org.loadcast.features.store.influx;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.loadcast.features.store.MeasurementStore;
import org.loadcast.features.store.MeasurementStoreContract;

/** A real InfluxDB 1, written by {@code /write} and read by InfluxQL. */
class InfluxMeasurementsTest extends MeasurementStoreContract {

    private static InfluxDatabases databases;

    @TempDir
    private Path directory;

    private InfluxStores stores;

    @BeforeAll
    static void start(@TempDir Path serverDirectory) throws Exception {
        databases = new InfluxDatabases(serverDirectory);
    }

    @AfterAll
    static void stop() {
        if (databases != null) {
            databases.close();
        }
    }

    @BeforeEach
    void open() throws Exception {
        stores = databases.open(directory);
    }

    @AfterEach
    void close() {
        stores.close();
    }

    @Override
    protected MeasurementStore store() {
        return stores.measurements();
    }
}
