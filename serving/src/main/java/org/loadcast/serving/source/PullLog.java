package org.loadcast.serving.source;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.loadcast.features.series.Interval;

/**
 * What was pulled from sources that grow, block by block, and which stretches are missing. Thread-safe; what a method changed is
 * durable when it returns.
 */
public interface PullLog {

    /**
     * A block that is in the store.
     *
     * @param sensor whose it is
     * @param run number of the sensor's run, which begins anew when it is put to another use
     * @param level binary logarithm of its span in seconds
     * @param start where it starts, in seconds since the epoch
     */
    record Block(String sensor, long run, int level, long start) {

        /** The first second after it. */
        public long end() {
            return start + (1L << level);
        }

        /** Whether {@code other} lies within it. */
        public boolean covers(Block other) {
            return sensor.equals(other.sensor) && run == other.run && start <= other.start && other.end() <= end();
        }
    }

    /**
     * A time of which a source has nothing, or nothing that can be read.
     *
     * @param reason why
     * @param tries how often it was asked for
     * @param firstTried when for the first time
     */
    record Missing(String sensor, long run, Interval time, String reason, int tries, Instant firstTried) {}

    /** The blocks of a sensor that are stored, by run and start. */
    List<Block> blocks(String sensor);

    /** Remembers that blocks are stored, each in place of those that it covers. */
    void stored(Collection<Block> blocks);

    /** The missing stretches of a sensor, by run and time. */
    List<Missing> missing(String sensor);

    /** Those of all sensors. */
    List<Missing> missing();

    /**
     * Replaces what is missing of a sensor. A stretch that was missing before counts as tried once more.
     *
     * @param stretches the missing times with their reasons; {@code tries} and {@code firstTried} are those of a first time
     */
    void putMissing(String sensor, List<Missing> stretches);
}
