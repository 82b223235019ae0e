package org.loadcast.features.calendar;

import java.time.LocalDate;
import java.util.concurrent.ConcurrentHashMap;

/** What kind of day a local date is, remembered by date. Thread-safe. */
public final class DayTypes {

    private final HolidayCalendar holidays;
    private final ConcurrentHashMap<Long, Boolean> known = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Long, Boolean> knownVacations = new ConcurrentHashMap<>();

    public DayTypes(HolidayCalendar holidays) {
        this.holidays = holidays;
    }

    public boolean isHoliday(long epochDay) {
        return known.computeIfAbsent(epochDay, day -> holidays.isHoliday(LocalDate.ofEpochDay(day)));
    }

    /** Whether vacations are told at all. */
    public boolean knowsVacations() {
        return holidays.knowsVacations();
    }

    /** Whether the day lies in a vacation, weekends and holidays in it included. */
    public boolean isVacation(long epochDay) {
        return knownVacations.computeIfAbsent(
                epochDay, day -> holidays.vacation(LocalDate.ofEpochDay(day)).isPresent());
    }

    public static boolean isWeekend(long epochDay) {
        return LocalClock.weekdayOf(epochDay) >= 6;
    }

    /** A day on which people work: neither weekend nor holiday. */
    public boolean isWorkday(long epochDay) {
        return !isWeekend(epochDay) && !isHoliday(epochDay);
    }

    /** A workday squeezed between a holiday and a weekend or another holiday. */
    public boolean isBridge(long epochDay) {
        return isWorkday(epochDay)
                && !isWorkday(epochDay - 1)
                && !isWorkday(epochDay + 1)
                && (isHoliday(epochDay - 1) || isHoliday(epochDay + 1));
    }

    /** 0 for a workday, 1 for a Saturday, 2 for a Sunday or holiday. */
    public int kind(long epochDay) {
        if (isHoliday(epochDay) || LocalClock.weekdayOf(epochDay) == 7) {
            return 2;
        }
        return LocalClock.weekdayOf(epochDay) == 6 ? 1 : 0;
    }

    /** Days from {@code epochDay} to the next holiday, 0 on a holiday; {@code reach} when it is that far or farther. */
    public int daysToHoliday(long epochDay, int reach) {
        int days = 0;
        while (days < reach && !isHoliday(epochDay + days)) {
            days++;
        }
        return days;
    }

    /** Days from the last holiday to {@code epochDay}, 0 on a holiday; {@code reach} when it is that far or farther. */
    public int daysSinceHoliday(long epochDay, int reach) {
        int days = 0;
        while (days < reach && !isHoliday(epochDay - days)) {
            days++;
        }
        return days;
    }
}
