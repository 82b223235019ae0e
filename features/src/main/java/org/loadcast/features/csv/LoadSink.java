package org.loadcast.features.csv;

import org.loadcast.features.meter.MeterId;

/** Takes the rows of a load file as they are read. */
@FunctionalInterface
public interface LoadSink {

    /**
     * One row.
     *
     * @param meter the same object for every row of a meter
     * @param epochSecond start of the interval, in seconds since 1970-01-01T00:00:00Z
     * @param kilowatts mean power of the interval, finite
     */
    void accept(MeterId meter, long epochSecond, double kilowatts);
}
