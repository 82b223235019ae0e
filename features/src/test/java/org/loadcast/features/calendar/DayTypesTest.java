package org.loadcast.features.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DayTypesTest {

    /** Ascension Day, a Thursday, and a Wednesday ten days before. */
    private final DayTypes days = new DayTypes(
            HolidayCalendar.of(Map.of(LocalDate.of(2021, 5, 13), "Ascension", LocalDate.of(2021, 5, 5), "Liberation")));

    private static long may(int day) {
        return LocalDate.of(2021, 5, day).toEpochDay();
    }

    @Test
    void aWorkdayBetweenAHolidayAndAWeekendIsABridge() {
        assertThat(days.isBridge(may(14))).isTrue();
        assertThat(days.isBridge(may(12))).isFalse();
        assertThat(days.isBridge(may(13))).isFalse();
        assertThat(days.isBridge(may(6))).isFalse();
        assertThat(days.isBridge(may(21))).isFalse();
    }

    @Test
    void kindsAreWorkdaySaturdayAndSundayOrHoliday() {
        assertThat(days.kind(may(12))).isZero();
        assertThat(days.kind(may(13))).isEqualTo(2);
        assertThat(days.kind(may(15))).isEqualTo(1);
        assertThat(days.kind(may(16))).isEqualTo(2);
    }

    @Test
    void holidaysAheadAndBehindAreCountedInDays() {
        assertThat(days.daysToHoliday(may(6), 10)).isEqualTo(7);
        assertThat(days.daysToHoliday(may(13), 10)).isZero();
        assertThat(days.daysToHoliday(may(14), 10)).isEqualTo(10);
        assertThat(days.daysSinceHoliday(may(6), 10)).isEqualTo(1);
        assertThat(days.daysSinceHoliday(may(30), 10)).isEqualTo(10);
    }
}
