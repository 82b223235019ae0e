package org.loadcast.features.simulation;

import java.util.Locale;

/** The ways in which a meter goes wrong. */
public enum FaultKind {
    /** The sign is turned. */
    NEGATIVE,
    /** Readings are 10 to 100 times too large. */
    SPIKE,
    /** Nothing arrives. */
    MISSING,
    /** The same value over and over. */
    STUCK,
    /** The meter's clock is off by one to three hours. */
    CLOCK_JUMP,
    /** Panels generate in the dark. */
    NIGHT_GENERATION;

    /** The name in files. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
