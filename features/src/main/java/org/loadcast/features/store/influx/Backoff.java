package org.loadcast.features.store.influx;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: twice as long each time up to a cap, and between half and all of that at random, so
 * that many clients do not return at the same moment.
 *
 * @param first the wait after the first failure
 * @param longest the cap
 */
record Backoff(Duration first, Duration longest) {

    static final Backoff USUAL = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1));

    /** The wait after {@code failures} failures in a row, one or more. */
    Duration wait(int failures, RandomGenerator random) {
        long millis = first.toMillis() << Math.min(failures - 1, 30);
        long capped = millis <= 0 ? longest.toMillis() : Math.min(millis, longest.toMillis());
        return Duration.ofMillis(capped / 2 + random.nextLong(capped / 2 + 1));
    }
}
