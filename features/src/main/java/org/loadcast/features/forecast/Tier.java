package org.loadcast.features.forecast;

import java.util.Locale;

/** The rungs of the fallback ladder, best first. */
public enum Tier {
    /** A promoted model made the forecast. */
    MODEL,
    /** The value of the same time on an earlier day stands in. */
    SEASONAL,
    /** A typical profile of the meter or its category stands in. */
    PROFILE,
    /** One level for all intervals. */
    FLAT;

    /** The name in JSON and databases. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
