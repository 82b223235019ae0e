package org.loadcast.features.meter;

import java.util.Locale;

/** What a meter of a home or building measures there. */
public enum SiteRole {
    /** All that the building uses: positive. */
    CONSUMPTION,
    /** What its panels give: negative. */
    PRODUCTION,
    /** What flows from the grid: positive in, negative out. */
    NET,
    /** What a battery takes (positive) and gives (negative). */
    BATTERY,
    /** A part of the consumption. */
    APPLIANCE,
    /** A part of a total that another meter holds, such as a single phase; it does not count by itself. */
    PART;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The role of that name.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static SiteRole parse(String text) {
        for (SiteRole role : values()) {
            if (role.label().equals(text.toLowerCase(Locale.ROOT))) {
                return role;
            }
        }
        throw new IllegalArgumentException(
                "'" + text + "' is no role of a meter. Use consumption, production, net, battery, appliance or part.");
    }

    /** The role that a meter of this category usually has: {@code pv} produces, most others consume. */
    static SiteRole ofCategory(String category) {
        return switch (category) {
            case "pv" -> PRODUCTION;
            case "net" -> NET;
            case "battery" -> BATTERY;
            case "appliance" -> APPLIANCE;
            default -> CONSUMPTION;
        };
    }
}
