package org.loadcast.features.store;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.loadcast.features.meter.MeterId;

/**
 * Takes power rows one by one and writes them in large batches, each durable when it is reported; the way of an import.
 *
 * <p>An import that broke off is simply run again: rows that are there already change nothing. Not thread-safe.
 */
public final class BulkLoad {

    /**
     * A file is often sorted by meter, the store by time, so that every batch touches the whole store: the larger, the fewer
     * times. Others wait two or three seconds while one is written.
     */
    private static final int BATCH_ROWS = 1_000_000;

    private final MeasurementStore store;
    private final Consumer<WriteCounts> progress;
    private final PowerRows rows = new PowerRows();
    private final SortedSet<MeterId> meters = new TreeSet<>();
    private WriteCounts counts = WriteCounts.NONE;

    /**
     * An import into {@code store}.
     *
     * @param progress told the counts so far after every batch, when it is durable
     */
    public BulkLoad(MeasurementStore store, Consumer<WriteCounts> progress) {
        this.store = store;
        this.progress = progress;
    }

    /**
     * Adds a row; see {@link PowerRows#add}.
     *
     * @throws StoreException when a batch could not be written; the batches reported before stay
     */
    public void add(MeterId meter, long epochSecond, double kilowatts) {
        rows.add(meter, epochSecond, kilowatts);
        if (rows.size() == BATCH_ROWS) {
            writeBatch();
        }
    }

    /** Writes what is left; what became of all rows. */
    public WriteCounts finish() {
        if (!rows.isEmpty()) {
            writeBatch();
        }
        return counts;
    }

    /** The meters of the rows that were written, in order. */
    public SortedSet<MeterId> meters() {
        return Collections.unmodifiableSortedSet(meters);
    }

    private void writeBatch() {
        counts = counts.plus(store.write(rows));
        meters.addAll(rows.meters());
        rows.clear();
        progress.accept(counts);
    }
}
