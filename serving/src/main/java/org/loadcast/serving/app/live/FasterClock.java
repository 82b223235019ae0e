package org.loadcast.serving.app.live;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** A clock that runs faster than the one it is based on. */
public final class FasterClock extends Clock {

    private final Clock base;
    private final Instant start;
    private final int speed;

    /** Runs {@code speed} times as fast as {@code base} from {@code start} on. */
    public FasterClock(Clock base, Instant start, int speed) {
        this.base = base;
        this.start = start;
        this.speed = speed;
    }

    @Override
    public Instant instant() {
        return start.plus(Duration.between(start, base.instant()).multipliedBy(speed));
    }

    /** How long {@code base} takes until this clock shows {@code instant}; zero or less when it has. */
    public Duration baseTimeUntil(Instant instant) {
        return Duration.between(instant(), instant).dividedBy(speed);
    }

    @Override
    public ZoneId getZone() {
        return base.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new FasterClock(base.withZone(zone), start, speed);
    }
}
