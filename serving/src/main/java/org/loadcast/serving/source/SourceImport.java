package org.loadcast.serving.source;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.loadcast.features.csv.RejectedRow;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.meter.Reading;
import org.loadcast.features.store.BulkLoad;
import org.loadcast.features.store.Stores;
import org.loadcast.features.store.WriteCounts;
import org.loadcast.features.weather.WeatherTable;
import org.loadcast.serving.ingest.ImportedFile;
import org.loadcast.serving.ingest.decode.Bounds;

/** Imports sources into the stores; the same source again changes nothing. Not thread-safe. */
public final class SourceImport {

    private final Stores stores;
    private final PullLog pulls;
    private final Consumer<? super RejectedRow> rejects;
    private final Consumer<String> notes;

    /**
     * An import into {@code stores}.
     *
     * @param pulls what was pulled before
     * @param rejects hears of every row that is left out
     * @param notes hears what is to be known about a source as a whole
     */
    public SourceImport(Stores stores, PullLog pulls, Consumer<? super RejectedRow> rejects, Consumer<String> notes) {
        this.stores = stores;
        this.pulls = pulls;
        this.rejects = rejects;
        this.notes = notes;
    }

    /**
     * Reads a source; all that was good in it is durable when this returns.
     *
     * @throws IOException when the source cannot be read as what it should be; what was good before that point is durable
     * @throws IllegalArgumentException when a setting is wrong
     */
    public ImportedFile read(SourceFormat format, SourceLocation source, SourceSettings settings) throws IOException {
        Sink sink = new Sink();
        try {
            format.read(source, settings.checkedFor(format), sink);
        } finally {
            sink.flush();
        }
        return new ImportedFile(format.name(), Path.of(source.name()), sink.written, sink.rejected);
    }

    /** Collects values into large batches. */
    private final class Sink implements SourceSink {

        private static final int COUNTERS_IN_BATCH = 50_000;

        private BulkLoad bulk = newBulk();
        private final List<Reading.EnergyCounter> counters = new ArrayList<>();
        private final Map<MeterId, Meter> facts = new HashMap<>();
        private final Set<MeterId> entered = new HashSet<>();
        private WriteCounts written = WriteCounts.NONE;
        private long rejected;

        private BulkLoad newBulk() {
            return new BulkLoad(stores.measurements(), counts -> {});
        }

        @Override
        public void meter(Meter meter) {
            facts.put(meter.id(), meter);
        }

        @Override
        public void power(MeterId meter, long epochSecond, double kilowatts) {
            bulk.add(meter, epochSecond, Bounds.power(kilowatts));
        }

        @Override
        public void counter(MeterId meter, long epochSecond, double kilowattHours) {
            counters.add(
                    new Reading.EnergyCounter(meter, Instant.ofEpochSecond(epochSecond), Bounds.energy(kilowattHours)));
            if (counters.size() == COUNTERS_IN_BATCH) {
                writeCounters();
            }
        }

        @Override
        public void weather(WeatherTable table) {
            stores.weather().writeObserved(table);
            written = written.plus(new WriteCounts(table.rows(), 0, 0));
        }

        @Override
        public void reject(String file, long line, String reason) {
            rejected++;
            rejects.accept(new RejectedRow(file, line, reason));
        }

        @Override
        public void note(String text) {
            notes.accept(text);
        }

        @Override
        public void flush() {
            written = written.plus(bulk.finish());
            bulk.meters().forEach(this::enter);
            bulk = newBulk();
            writeCounters();
        }

        private void writeCounters() {
            written = written.plus(stores.measurements().write(counters));
            counters.forEach(counter -> enter(counter.meter()));
            counters.clear();
        }

        private void enter(MeterId id) {
            if (entered.add(id) && stores.meters().find(id).isEmpty()) {
                stores.meters().put(facts.getOrDefault(id, Meter.builder(id).build()));
            }
        }

        @Override
        public PullLog pulls() {
            return pulls;
        }
    }
}
