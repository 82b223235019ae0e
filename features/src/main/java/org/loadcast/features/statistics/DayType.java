package org.loadcast.features.statistics;

import java.util.Locale;

/** The kinds of days that people live differently on. */
public enum DayType {
    WORKDAY,
    SATURDAY,
    SUNDAY_OR_HOLIDAY;

    /** The type that {@link org.loadcast.features.calendar.DayTypes#kind} calls {@code kind}. */
    static DayType ofKind(int kind) {
        return switch (kind) {
            case 0 -> WORKDAY;
            case 1 -> SATURDAY;
            default -> SUNDAY_OR_HOLIDAY;
        };
    }

    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
