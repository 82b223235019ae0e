package org.loadcast.serving.api;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.loadcast.serving.stream.AveragedLoad;

/**
 * Averaged load in a time of its own, which runs faster than the clock until it has come to the present. Not thread-safe but
 * for {@link #resumeFrom}.
 */
final class Replay {

    private final AveragedLoad load;
    private final Duration interval;
    private final Instant from;
    private final Instant begun;
    private final double speed;
    private Optional<Instant> asked = Optional.empty();
    private boolean more;
    private volatile Instant resumeFrom;

    /**
     * A replay that begins now.
     *
     * @param from where {@code load} begins
     * @param begun now
     * @param speed of its time in that of the clock; infinite to tell the past as fast as it is listened to
     */
    Replay(AveragedLoad load, Duration interval, Instant from, Instant begun, double speed) {
        this.load = load;
        this.interval = interval;
        this.from = from;
        this.begun = begun;
        this.speed = speed;
        this.resumeFrom = load.resumeFrom();
    }

    /** Where another replay has to begin so that it misses nothing. */
    Instant resumeFrom() {
        return resumeFrom;
    }

    /**
     * The next means, if some may be due.
     *
     * @param newReadings whether readings have come since the last call
     */
    List<AveragedLoad.Mean> next(Instant now, boolean newReadings) {
        Instant until = until(now);
        boolean intervalEnded = asked.map(last -> index(last) != index(until)).orElse(true);
        if (!intervalEnded && !newReadings && !more) {
            return List.of();
        }
        asked = Optional.of(until);
        List<AveragedLoad.Mean> means = load.next(until, now);
        more = !load.hasReached(until) && !means.isEmpty();
        resumeFrom = load.resumeFrom();
        return means;
    }

    private long index(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), interval.toSeconds());
    }

    private Instant until(Instant now) {
        if (Double.isInfinite(speed)) {
            return now;
        }
        long millis = (long) (Duration.between(begun, now).toMillis() * speed);
        Instant replayed = from.plusMillis(millis);
        return replayed.isBefore(now) ? replayed : now;
    }
}
