package org.loadcast.serving.app.wiring;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.loadcast.features.store.StoreException;
import org.loadcast.features.store.sqlite.SqliteStores;
import org.loadcast.serving.app.settings.RetentionConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the embedded store smaller at the configured times, until it is interrupted. */
final class RetentionSchedule implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(RetentionSchedule.class);

    private final SqliteStores stores;
    private final RetentionConfig config;
    private final Clock clock;

    RetentionSchedule(SqliteStores stores, RetentionConfig config, Clock clock) {
        this.stores = stores;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public void run() {
        try {
            Optional<Instant> next = config.schedule().nextAfter(clock.instant(), ZoneId.systemDefault());
            while (next.isPresent()) {
                long wait = Duration.between(clock.instant(), next.get()).toMillis();
                Thread.sleep(Math.max(0, wait));
                keep();
                next = config.schedule().nextAfter(clock.instant(), ZoneId.systemDefault());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void keep() {
        try {
            Instant now = clock.instant();
            config.readings().ifPresent(age -> stores.retention().compact(now.minus(age), looked -> {}));
            config.quarterHours()
                    .ifPresent(age -> stores.retention()
                            .delete(now.minus(age), stores.meters().all(), gone -> {}));
            LOG.info("Old readings are compacted, as the settings under retention ask.");
        } catch (StoreException failed) {
            LOG.warn("Old readings could not be compacted: {}", failed.getMessage());
        }
    }
}
