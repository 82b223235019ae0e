package org.loadcast.serving.ingest;

import java.time.ZoneId;

/**
 * What becomes of the readings of a meter that the directory does not have.
 *
 * @param admitted whether the meter is entered; if not, its messages go among the dead letters
 * @param zone time zone of the new entry
 */
public record NewMeters(boolean admitted, ZoneId zone) {

    /** Entered with the zone UTC, as REST and CSV imports do. */
    public static final NewMeters USUAL = new NewMeters(true, ZoneId.of("UTC"));
}
