package org.loadcast.serving.agent;

import java.io.IOException;
import java.time.Duration;
import java.util.OptionalDouble;

/** Tells how much energy a machine takes. Used by one thread. */
public interface PowerSource {

    /** What is read, for people. */
    String description();

    /**
     * Energy since the call before, in joules; consumption is positive, what a battery gives negative. The first call begins.
     *
     * @param sinceLast time since the call before
     * @return empty when nobody knows, as for the first call
     * @throws IOException when it can be read no longer, with the remedy
     */
    OptionalDouble joules(Duration sinceLast) throws IOException;

    /** Whether nothing more will come. */
    default boolean hasEnded() {
        return false;
    }
}
