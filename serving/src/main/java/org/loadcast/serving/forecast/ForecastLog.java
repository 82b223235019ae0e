package org.loadcast.serving.forecast;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.loadcast.features.forecast.Forecast;
import org.loadcast.features.store.ForecastStore;
import org.loadcast.features.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes forecasts to their store in the background, many in one transaction, so that an answer does not wait for the disk.
 *
 * <p>When the store falls behind by {@value #CAPACITY} forecasts, the next one waits. A batch that cannot be stored is
 * tried again until it is stored or the log is closed; {@link #trouble} tells of it meanwhile. Thread-safe.
 */
final class ForecastLog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ForecastLog.class);
    private static final int CAPACITY = 4_096;
    private static final int BATCH = 256;
    private static final long POLL_MILLIS = 100;
    private static final long RETRY_MILLIS = 1_000;

    private final ForecastStore store;
    private final BlockingQueue<Forecast> waiting = new ArrayBlockingQueue<>(CAPACITY);
    private final Thread writer;
    private volatile boolean closing;
    private volatile Optional<String> trouble = Optional.empty();

    ForecastLog(ForecastStore store) {
        this.store = store;
        this.writer = new Thread(this::run, "forecast-log");
        writer.setDaemon(true);
        writer.start();
    }

    void add(Forecast forecast) {
        try {
            waiting.put(forecast);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new StoreException("Interrupted before the forecast " + forecast + " was stored.", stopped);
        }
    }

    /** Why forecasts cannot be stored now; empty when they can. */
    Optional<String> trouble() {
        return trouble;
    }

    private void run() {
        try {
            while (!closing || !waiting.isEmpty()) {
                Forecast first = waiting.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
                if (first != null) {
                    List<Forecast> batch = new ArrayList<>(List.of(first));
                    waiting.drainTo(batch, BATCH - 1);
                    writeUntilStored(batch);
                }
            }
        } catch (InterruptedException stopped) {
            LOG.warn("Stopped with {} forecasts not stored.", waiting.size());
        }
    }

    private void writeUntilStored(List<Forecast> batch) throws InterruptedException {
        while (true) {
            try {
                store.write(batch);
                trouble = Optional.empty();
                return;
            } catch (StoreException failed) {
                trouble = Optional.of("Forecasts cannot be stored: " + failed.getMessage());
                LOG.error("{} forecasts are not stored yet: {}", batch.size(), failed.getMessage());
                if (closing) {
                    return;
                }
                Thread.sleep(RETRY_MILLIS);
            }
        }
    }

    /** Stores what waits, then stops. */
    @Override
    public void close() {
        closing = true;
        try {
            writer.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        writer.interrupt();
    }
}
