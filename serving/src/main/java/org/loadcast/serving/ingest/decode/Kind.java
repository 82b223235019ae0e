package org.loadcast.serving.ingest.decode;

/** What a number of a device is. */
enum Kind {
    /** Power, now or as a mean. */
    POWER,
    /** State of a counter of energy. */
    COUNTER,
    /** Energy of a span of time. */
    DELTA;

    boolean isEnergy() {
        return this != POWER;
    }
}
