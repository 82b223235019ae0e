package org.loadcast.features.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Whether a home's people are asleep, awake at home or away, minute by minute. */
final class Occupancy {

    private static final byte ASLEEP = 0;
    private static final byte AWAKE = 1;
    private static final byte AWAY = 2;
    private static final int SECONDS_PER_MINUTE = 60;

    private final long start;
    private final byte[] minutes;

    private Occupancy(long start, byte[] minutes) {
        this.start = start;
        this.minutes = minutes;
    }

    /** Everybody asleep at home from {@code from} to {@code to} until something else is said. */
    static Occupancy from(long from, long to) {
        return new Occupancy(from, new byte[Math.toIntExact((to - from) / SECONDS_PER_MINUTE + 1)]);
    }

    void awake(long from, long to) {
        fill(from, to, AWAKE);
    }

    void away(long from, long to) {
        fill(from, to, AWAY);
    }

    private void fill(long from, long to, byte state) {
        int first = index(from);
        int end = index(to);
        if (first < end) {
            Arrays.fill(minutes, first, end, state);
        }
    }

    private int index(long second) {
        return (int) Math.max(0, Math.min(minutes.length, Math.floorDiv(second - start, SECONDS_PER_MINUTE)));
    }

    private byte state(long second) {
        return minutes[Math.min(minutes.length - 1, index(second))];
    }

    boolean isAwake(long second) {
        return state(second) == AWAKE;
    }

    boolean isAsleep(long second) {
        return state(second) == ASLEEP;
    }

    boolean isAway(long second) {
        return state(second) == AWAY;
    }

    /** The seconds at which somebody gets up. */
    List<Long> wakeUps() {
        List<Long> seconds = new ArrayList<>();
        for (int i = 1; i < minutes.length; i++) {
            if (minutes[i] == AWAKE && minutes[i - 1] == ASLEEP) {
                seconds.add(start + (long) i * SECONDS_PER_MINUTE);
            }
        }
        return seconds;
    }
}
