package org.loadcast.features.store;

import java.time.Instant;
import java.util.Comparator;
import org.loadcast.features.meter.MeterId;

/**
 * A quarter-hour with a high load.
 *
 * @param start of the quarter-hour
 * @param meanKw its mean power
 */
public record PeakQuarter(MeterId meter, Instant start, double meanKw) {

    /** The highest first; of equal ones the earlier, then by meter. */
    public static final Comparator<PeakQuarter> HIGHEST_FIRST = Comparator.comparingDouble(PeakQuarter::meanKw)
            .reversed()
            .thenComparing(PeakQuarter::start)
            .thenComparing(PeakQuarter::meter);
}
