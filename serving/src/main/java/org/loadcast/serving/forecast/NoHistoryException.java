package org.loadcast.serving.forecast;

import java.time.Instant;
import org.loadcast.features.meter.MeterId;

/** There is nothing to forecast from: neither the meter nor its category has a reading. */
public final class NoHistoryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** {@code found} is a sentence on what is known instead. */
    public NoHistoryException(MeterId meter, Instant cutoff, String found) {
        super("Meter " + meter + " cannot be forecast at " + cutoff + ": " + found
                + " Import its history or send readings, or ask for a later time with 'at'.");
    }
}
