package org.loadcast.serving.access;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * A bucket of tokens for each name: every request takes one, and they come back at a steady rate. The names used last are
 * remembered. Thread-safe.
 */
public final class RateLimit {

    private static final int NAMES_REMEMBERED = 10_000;
    private static final double NANOS = 1e9;

    private final double perSecond;
    private final double burst;
    private final LongSupplier nanoTime;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > NAMES_REMEMBERED;
        }
    };

    /**
     * Buckets that are full at first.
     *
     * @param perSecond tokens that come back in a second
     * @param burst tokens of a full bucket
     * @param nanoTime a clock that never goes back
     */
    public RateLimit(double perSecond, double burst, LongSupplier nanoTime) {
        if (!(perSecond > 0 && burst >= 1)) {
            throw new IllegalArgumentException(
                    "A limit of " + perSecond + " a second and " + burst + " at once lets nothing pass.");
        }
        this.perSecond = perSecond;
        this.burst = burst;
        this.nanoTime = nanoTime;
    }

    private static final class Bucket {
        private double tokens;
        private long at;
    }

    /** Takes a token; 0 when there was one, else the seconds to wait, rounded up. */
    public synchronized int take(String name) {
        Bucket bucket = filled(name);
        if (bucket.tokens >= 1) {
            bucket.tokens--;
            return 0;
        }
        return waiting(bucket);
    }

    /** What {@link #take} would say, without taking. */
    public synchronized int look(String name) {
        Bucket bucket = filled(name);
        return bucket.tokens >= 1 ? 0 : waiting(bucket);
    }

    private int waiting(Bucket bucket) {
        return (int) Math.max(1, Math.ceil((1 - bucket.tokens) / perSecond));
    }

    private Bucket filled(String name) {
        long now = nanoTime.getAsLong();
        Bucket bucket = buckets.computeIfAbsent(name, fresh -> {
            Bucket full = new Bucket();
            full.tokens = burst;
            full.at = now;
            return full;
        });
        bucket.tokens = Math.min(burst, bucket.tokens + (now - bucket.at) / NANOS * perSecond);
        bucket.at = now;
        return bucket;
    }
}
