package org.loadcast.serving.ingest;

import java.util.Collection;
import org.loadcast.features.meter.Reading;

/** Hears of what has come in, when it is durable; in the thread that stores, so it must be quick. */
public interface IntakeListener {

    /** These readings have been stored. */
    void readingsStored(Collection<Reading> readings);

    /** Weather of these locations has been stored. */
    void weatherStored(Collection<String> locations);
}
