package org.loadcast.serving.simulator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** A clock that runs faster than the one it is based on, or stands still; it never goes back. Thread-safe. */
public final class SimulatedClock extends Clock {

    private final Clock base;
    private Instant baseStart;
    private Instant start;
    private int speed;
    private boolean paused;

    /** Begins at the instant of {@code base}, and runs {@code speed} times as fast; 1 or more. */
    public SimulatedClock(Clock base, int speed) {
        this.base = base;
        this.baseStart = base.instant();
        this.start = baseStart;
        this.speed = requirePositive(speed);
    }

    private static int requirePositive(int speed) {
        if (speed < 1) {
            throw new IllegalArgumentException("Speed " + speed + " is not 1 or more. To stop the clock, pause it.");
        }
        return speed;
    }

    @Override
    public synchronized Instant instant() {
        return paused
                ? start
                : start.plus(Duration.between(baseStart, base.instant()).multipliedBy(speed));
    }

    public synchronized int speed() {
        return speed;
    }

    public synchronized boolean isPaused() {
        return paused;
    }

    /** From now on a second of the base is {@code speed} seconds here. */
    public synchronized void runAt(int faster) {
        requirePositive(faster);
        beginAnew();
        speed = faster;
    }

    /** Lets the clock stand still, or go on from where it stood. */
    public synchronized void pause(boolean stand) {
        beginAnew();
        paused = stand;
    }

    private void beginAnew() {
        start = instant();
        baseStart = base.instant();
        notifyAll();
    }

    /** Waits until this clock shows {@code instant}, whatever happens to its speed meanwhile. */
    public synchronized void await(Instant instant) throws InterruptedException {
        while (instant().isBefore(instant)) {
            long millis = Duration.between(instant(), instant).dividedBy(speed).toMillis();
            wait(paused ? 0 : millis + 1);
        }
    }

    @Override
    public ZoneId getZone() {
        return base.getZone();
    }

    /** The same clock, wherever it is read: what speeds up one speeds up the other. */
    @Override
    public Clock withZone(ZoneId zone) {
        SimulatedClock whole = this;
        return new Clock() {
            @Override
            public Instant instant() {
                return whole.instant();
            }

            @Override
            public ZoneId getZone() {
                return zone;
            }

            @Override
            public Clock withZone(ZoneId other) {
                return whole.withZone(other);
            }
        };
    }
}
