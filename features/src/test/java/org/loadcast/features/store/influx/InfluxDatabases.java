package org.loadcast.features.store.influx;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** One influxd for a test class, and a new database for each test. */
final class InfluxDatabases implements AutoCloseable {

    static final Backoff IMPATIENT = new Backoff(Duration.ofMillis(20), Duration.ofMillis(200));

    private final TestServer server;
    private int number;

    InfluxDatabases(Path directory) throws Exception {
        this.server = TestServer.influxd(directory);
    }

    TestServer server() {
        return server;
    }

    /** Stores in a new and empty database. */
    InfluxStores open(Path dataDirectory) throws Exception {
        return InfluxStores.open(dataDirectory, InfluxConfig.parse(settings()), IMPATIENT);
    }

    /** Settings for a new and empty database. */
    Map<String, String> settings() throws Exception {
        String database = "test " + ++number;
        server.statement("CREATE DATABASE \"" + database + "\"");
        return new HashMap<>(Map.of("url", server.url().toString(), "version", "1", "database", database));
    }

    @Override
    public void close() {
        server.close();
    }
}
