package org.loadcast.serving.ingest;

import java.nio.file.Path;
import org.loadcast.features.store.WriteCounts;

/**
 * What became of one file.
 *
 * @param what the kind of file: {@code load}, {@code weather}, ...
 * @param written its good rows: new to the store, in place of another value, or known already
 * @param rejected rows that were left out
 */
public record ImportedFile(String what, Path file, WriteCounts written, long rejected) {

    /** Whether at least one row was good. */
    public boolean hasGoodRows() {
        return written.total() > 0;
    }
}
