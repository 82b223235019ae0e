package org.loadcast.serving.metrics;

import java.util.function.Function;
import org.loadcast.serving.ingest.IngestStatistics;
import org.loadcast.serving.ingest.IngestStatistics.Snapshot;

/** What comes in by messages, and what waits. */
public record IngestNumbers(IngestStatistics statistics) {

    /** Shows them among {@code metrics}. */
    public void bindTo(Metrics metrics) {
        counter(metrics, "messages", "Messages that came in, repeated ones too", Snapshot::received);
        counter(
                metrics,
                "dead.letters",
                "Messages that went, wholly or in part, among the dead letters",
                Snapshot::deadLetters);
        counter(metrics, "clocks.ahead", "Readings of meters whose clock runs ahead", Snapshot::clocksAhead);
        counter(metrics, "new.meters", "Meters that were entered into the directory", Snapshot::newMeters);
        counter(metrics, "batches", "Durable transactions", Snapshot::batches);
        counter(
                metrics,
                "store.failures",
                "Attempts to store that failed and were, or will be, repeated",
                Snapshot::storeFailures);
        counter(metrics, "dropped", "Messages of QoS 0 for which there was no room", Snapshot::dropped);
        metrics.gauge(
                "loadcast.ingest.waiting",
                "Messages that are not stored yet",
                () -> statistics.snapshot().waiting());
        metrics.gauge(
                "loadcast.ingest.lag.seconds",
                "How long the oldest message that is not stored has waited",
                () -> statistics.snapshot().lag().toMillis() / 1000.0);
    }

    private void counter(Metrics metrics, String name, String description, Function<Snapshot, Number> count) {
        metrics.counter("loadcast.ingest." + name, description, () -> count.apply(statistics.snapshot()));
    }
}
