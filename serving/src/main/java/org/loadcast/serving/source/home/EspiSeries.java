package org.loadcast.serving.source.home;

import java.util.Optional;

/**
 * One series of a usage point.
 *
 * @param name of its meter
 * @param factor from the number in the file to kW or kWh, negative for what flows to the grid
 * @param kind what the number is
 * @param refused why it is left out as a whole; empty when it is not
 */
record EspiSeries(String name, double factor, Kind kind, Optional<String> refused) {

    /** What a number of the series is. */
    enum Kind {
        /** Energy of the interval. */
        ENERGY,
        /** Mean power of the interval. */
        POWER,
        /** State of a counter. */
        COUNTER
    }
}
