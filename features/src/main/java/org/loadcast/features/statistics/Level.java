package org.loadcast.features.statistics;

import java.util.Locale;

/** How high a load is for its meter; see {@link LevelScale}. */
public enum Level {
    GREEN,
    YELLOW,
    RED,
    CRITICAL;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
