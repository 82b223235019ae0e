package org.loadcast.serving.ingest;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.loadcast.features.store.WriteCounts;

/** Counts of what came in since the start of the service. Thread-safe. */
public final class IngestStatistics {

    private final LongAdder received = new LongAdder();
    private final LongAdder stored = new LongAdder();
    private final LongAdder corrected = new LongAdder();
    private final LongAdder duplicates = new LongAdder();
    private final LongAdder weather = new LongAdder();
    private final LongAdder deadLetters = new LongAdder();
    private final LongAdder clocksAhead = new LongAdder();
    private final LongAdder newMeters = new LongAdder();
    private final LongAdder batches = new LongAdder();
    private final LongAdder storeFailures = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private volatile LongSupplier waiting = () -> 0;
    private volatile Supplier<Duration> lag = () -> Duration.ZERO;

    /**
     * The counts of one moment.
     *
     * @param received messages that came in, repeated ones too
     * @param stored readings that were new to the store
     * @param corrected readings that took the place of another value
     * @param duplicates readings that the store held already
     * @param weather rows of weather
     * @param deadLetters messages that went, wholly or in part, among the dead letters
     * @param clocksAhead readings from a meter whose clock runs ahead of ours
     * @param newMeters meters that were entered into the directory
     * @param batches durable transactions
     * @param storeFailures attempts to store that failed and were, or will be, repeated
     * @param dropped messages of QoS 0 for which there was no room; those of QoS 1 are never dropped
     * @param waiting messages that are not stored yet
     * @param lag how long the oldest of those has waited; zero when none waits
     */
    public record Snapshot(
            long received,
            long stored,
            long corrected,
            long duplicates,
            long weather,
            long deadLetters,
            long clocksAhead,
            long newMeters,
            long batches,
            long storeFailures,
            long dropped,
            long waiting,
            Duration lag) {}

    public Snapshot snapshot() {
        return new Snapshot(
                received.sum(),
                stored.sum(),
                corrected.sum(),
                duplicates.sum(),
                weather.sum(),
                deadLetters.sum(),
                clocksAhead.sum(),
                newMeters.sum(),
                batches.sum(),
                storeFailures.sum(),
                dropped.sum(),
                waiting.getAsLong(),
                lag.get());
    }

    /** Says where to ask how much waits, and for how long. */
    public void watch(LongSupplier waitingMessages, Supplier<Duration> oldestWait) {
        waiting = waitingMessages;
        lag = oldestWait;
    }

    public void countReceived() {
        received.increment();
    }

    public void countDropped() {
        dropped.increment();
    }

    public void countDeadLetters(int letters) {
        deadLetters.add(letters);
    }

    public void countStoreFailure() {
        storeFailures.increment();
    }

    void countClockAhead() {
        clocksAhead.increment();
    }

    void countNewMeter() {
        newMeters.increment();
    }

    void countBatch(WriteCounts readings, int weatherRows) {
        batches.increment();
        stored.add(readings.added());
        corrected.add(readings.replaced());
        duplicates.add(readings.unchanged());
        weather.add(weatherRows);
    }
}
