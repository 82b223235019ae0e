package org.loadcast.features.simulation;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;

/** One local calendar day. */
record Day(LocalDate date, ZoneId zone, boolean holiday) {

    private static final int SECONDS_PER_HOUR = 3600;

    /** The second since the epoch at {@code localHour} on the clock of this day; hours from 24 on are the next day's. */
    long at(double localHour) {
        int wholeDays = (int) Math.floor(localHour / 24);
        long secondOfDay = Math.round((localHour - 24 * wholeDays) * SECONDS_PER_HOUR);
        return date.plusDays(wholeDays)
                .atStartOfDay()
                .plusSeconds(secondOfDay)
                .atZone(zone)
                .toEpochSecond();
    }

    boolean weekend() {
        return date.getDayOfWeek() == DayOfWeek.SATURDAY || date.getDayOfWeek() == DayOfWeek.SUNDAY;
    }

    boolean workday() {
        return !weekend() && !holiday;
    }
}
