package org.loadcast.features.series;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/** Numbers with their instants, added in any order and read in order of time. Not thread-safe. */
final class TimedValues {

    private final String what;
    private long[] seconds = new long[256];
    private double[] values = new double[256];
    private int size;
    private boolean sorted = true;

    /** No values yet; {@code what} names them in messages. */
    TimedValues(String what) {
        this.what = what;
    }

    void add(long epochSecond, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(what + " " + value + " at " + Instant.ofEpochSecond(epochSecond)
                    + " is not a number. Leave a missing value out.");
        }
        if (size == seconds.length) {
            seconds = Arrays.copyOf(seconds, 2 * size);
            values = Arrays.copyOf(values, 2 * size);
        }
        sorted = sorted && (size == 0 || seconds[size - 1] <= epochSecond);
        seconds[size] = epochSecond;
        values[size] = value;
        size++;
    }

    int size() {
        return size;
    }

    /** Seconds since 1970 of value {@code i} in order of time; of equal times, the one added first comes first. */
    long second(int i) {
        sort();
        return seconds[i];
    }

    /** Value {@code i} in order of time. */
    double value(int i) {
        sort();
        return values[i];
    }

    /** The median distance of two instants; empty with fewer than two distinct ones. */
    Optional<Duration> usualDistance() {
        sort();
        long[] gaps = IntStream.range(1, size)
                .mapToLong(i -> seconds[i] - seconds[i - 1])
                .filter(gap -> gap > 0)
                .sorted()
                .toArray();
        return gaps.length == 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(gaps[gaps.length / 2]));
    }

    private void sort() {
        if (sorted) {
            return;
        }
        int[] order = IntStream.range(0, size)
                .boxed()
                .sorted((a, b) -> Long.compare(seconds[a], seconds[b]))
                .mapToInt(Integer::intValue)
                .toArray();
        seconds = Arrays.stream(order).mapToLong(i -> seconds[i]).toArray();
        values = Arrays.stream(order).mapToDouble(i -> values[i]).toArray();
        sorted = true;
    }
}
