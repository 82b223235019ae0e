package org.loadcast.serving.ingest.mqtt;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Messages that have come in and are not settled yet, in order, up to a bound of memory. Thread-safe. */
final class Backlog {

    private final BlockingQueue<Arrival> queue = new LinkedBlockingQueue<>();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong messages = new AtomicLong();
    private final long mostBytes;
    private final Clock clock;
    private volatile @Nullable Arrival oldest;

    Backlog(long mostBytes, Clock clock) {
        this.mostBytes = mostBytes;
        this.clock = clock;
    }

    /** Takes a message in; whether there was room for it. */
    boolean offer(Arrival arrival) {
        if (bytes.get() + arrival.bytes() > mostBytes) {
            return false;
        }
        bytes.addAndGet(arrival.bytes());
        messages.incrementAndGet();
        return queue.add(arrival);
    }

    /**
     * Fills {@code batch} with what has come in, the oldest first, and waits for the first of it.
     *
     * @param mostMessages in the batch
     * @param mostPayload bytes in the batch; the message that goes over them is the last
     */
    void take(List<Arrival> batch, int mostMessages, long mostPayload, Duration patience) throws InterruptedException {
        Arrival next = queue.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        oldest = next;
        long payload = 0;
        while (next != null) {
            batch.add(next);
            payload += next.bytes();
            next = batch.size() < mostMessages && payload < mostPayload ? queue.poll() : null;
        }
    }

    /** Forgets messages that are settled. */
    void settled(List<Arrival> batch) {
        oldest = null;
        messages.addAndGet(-batch.size());
        bytes.addAndGet(-batch.stream().mapToLong(Arrival::bytes).sum());
    }

    /** Messages that are not settled. */
    long size() {
        return messages.get();
    }

    boolean isBelowHalf() {
        return bytes.get() < mostBytes / 2;
    }

    /** How long the oldest message has waited; zero when none waits. */
    Duration oldestWait() {
        Arrival first = oldest;
        if (first == null) {
            first = queue.peek();
        }
        if (first == null) {
            return Duration.ZERO;
        }
        Duration wait = Duration.between(first.message().receivedAt(), clock.instant());
        return wait.isNegative() ? Duration.ZERO : wait;
    }
}
