package org.loadcast.serving.weather;

import java.time.Duration;
import java.util.SortedSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Updates the weather again and again until its thread is interrupted, not at the same second as everybody else.
 *
 * <p>After a failure it tries again sooner; the service goes on with the weather that it has.
 */
public final class WeatherSchedule implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(WeatherSchedule.class);
    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Duration AFTER_A_FAILURE = Duration.ofMinutes(10);
    private static final int JITTER_PERCENT = 10;

    private final WeatherUpdates updates;
    private final Duration interval;
    private final Consumer<SortedSet<String>> changed;

    /**
     * A schedule.
     *
     * @param changed is told the locations with new weather
     */
    public WeatherSchedule(WeatherUpdates updates, Duration interval, Consumer<SortedSet<String>> changed) {
        this.updates = updates;
        this.interval = interval;
        this.changed = changed;
    }

    @Override
    public void run() {
        Duration wait = FIRST;
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(withJitter(wait).toMillis());
                wait = once();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Updates what is due; how long to wait for the next time. */
    private Duration once() {
        try {
            WeatherUpdates.Report report = updates.update();
            if (!report.updated().isEmpty()) {
                changed.accept(report.updated());
                LOG.info("New weather of {} places", report.updated().size());
            }
            report.failed().forEach((location, why) -> LOG.warn("No new weather of {}: {}", location, why));
            report.unknown()
                    .forEach(location -> LOG.warn(
                            "Weather location {} has no place. Set weather.locations.{}: latitude,longitude",
                            location,
                            location));
            return report.failed().isEmpty() ? interval : AFTER_A_FAILURE;
        } catch (RuntimeException storeAway) {
            LOG.warn("Weather was not updated: {}", storeAway.getMessage());
            return AFTER_A_FAILURE;
        }
    }

    private static Duration withJitter(Duration wait) {
        return wait.plusMillis(ThreadLocalRandom.current().nextLong(1 + wait.toMillis() * JITTER_PERCENT / 100));
    }
}
