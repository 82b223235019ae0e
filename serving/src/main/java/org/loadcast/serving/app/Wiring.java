package org.loadcast.serving.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.loadcast.features.store.Stores;
import org.loadcast.features.store.influx.InfluxStores;
import org.loadcast.features.store.sqlite.SqliteStores;
import org.loadcast.training.registry.ModelRegistry;

/** The one place that builds the adapters of an installation. Whoever opens something closes it. */
final class Wiring {

    private final LoadcastConfig config;
    private final Clock clock;

    Wiring(LoadcastConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    LoadcastConfig config() {
        return config;
    }

    Clock clock() {
        return clock;
    }

    /** Opens the stores, making them where there are none. */
    Stores openStores() {
        return config.influx().isPresent()
                ? InfluxStores.open(config.data(), config.influx().get())
                : openEmbeddedStores();
    }

    /** The embedded stores, for checks that only they have. */
    SqliteStores openEmbeddedStores() {
        return SqliteStores.open(config.data());
    }

    /**
     * Opens stores that must be there already, for commands that only read.
     *
     * @throws CommandFailure when the data directory has none
     */
    Stores openExistingStores() {
        if (config.influx().isEmpty() && !hasStore()) {
            throw new CommandFailure("There is no store in " + config.data()
                    + ". Import data first (loadcast import --help), or name another directory with --data.");
        }
        return openStores();
    }

    boolean hasStore() {
        return Files.isRegularFile(config.data().resolve(SqliteStores.FILE_NAME));
    }

    Path modelDirectory() {
        return config.data().resolve("models");
    }

    ModelRegistry openRegistry() {
        return ModelRegistry.open(modelDirectory());
    }
}
