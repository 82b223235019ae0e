package org.loadcast.features.statistics;

import java.util.Locale;

/** The distributions that a load is compared with. All but the normal one are of positive values. */
public enum DistributionFamily {
    NORMAL(2),
    EXPONENTIAL(1),
    LOG_NORMAL(2),
    GAMMA(2),
    WEIBULL(2);

    private final int parameters;

    DistributionFamily(int parameters) {
        this.parameters = parameters;
    }

    /** The name in answers: {@code log-normal}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** How many numbers describe a member of the family; Akaike's criterion charges for them. */
    int parameters() {
        return parameters;
    }
}
