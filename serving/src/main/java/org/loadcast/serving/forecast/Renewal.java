package org.loadcast.serving.forecast;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes forecasts anew in the background, one after another and none twice at a time. Rests after each for as long as it took, because who
 * asks is to be answered first. Thread-safe.
 */
final class Renewal implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Renewal.class);

    private final Consumer<Occasion> make;
    private final Set<Occasion> asked = ConcurrentHashMap.newKeySet();
    private final ExecutorService worker = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "forecast-renewal");
        thread.setDaemon(true);
        return thread;
    });

    Renewal(Consumer<Occasion> make) {
        this.make = make;
    }

    void ask(Occasion occasion) {
        if (asked.add(occasion)) {
            worker.execute(() -> renew(occasion));
        }
    }

    private void renew(Occasion occasion) {
        long begin = System.nanoTime();
        try {
            make.accept(occasion);
            TimeUnit.NANOSECONDS.sleep(System.nanoTime() - begin);
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failed) {
            LOG.warn(
                    "The {} forecast of meter {} could not be renewed: {}",
                    occasion.horizon().label(),
                    occasion.meter().id(),
                    failed.getMessage());
        } finally {
            asked.remove(occasion);
        }
    }

    /** Gives up what has not begun. */
    @Override
    public void close() {
        worker.shutdownNow();
    }
}
