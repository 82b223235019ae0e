package org.loadcast.training.blend;

import java.time.Duration;

/**
 * When the past forecasts that calibrate a blend are made.
 *
 * @param anchorSecond a cutoff of the rhythm, seconds since 1970
 * @param everySeconds distance of two cutoffs
 * @param memory how far back they matter
 */
record Rhythm(long anchorSecond, long everySeconds, Duration memory) {

    /** The first cutoff of the rhythm after {@code second}. */
    long next(long second) {
        return anchorSecond + (Math.floorDiv(second - anchorSecond, everySeconds) + 1) * everySeconds;
    }
}
