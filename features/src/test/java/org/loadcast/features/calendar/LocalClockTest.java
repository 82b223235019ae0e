package org.loadcast.features.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.loadcast.features.series.TimeGrid;

class LocalClockTest {

    private static final Duration STEP = Duration.ofMinutes(15);

    @ParameterizedTest
    @ValueSource(
            strings = {"Europe/Amsterdam", "Australia/Melbourne", "America/Chicago", "Asia/Kathmandu", "Etc/GMT+5"})
    void theClockAgreesWithTheJdkAtEveryIndexOfAYearAndBeyond(String zone) {
        TimeGrid grid = new TimeGrid(Instant.parse("2021-01-01T00:00:00Z"), STEP, 365 * 96);
        LocalClock clock = new LocalClock(grid, ZoneId.of(zone));

        for (int index = -100 * 96; index < grid.length() + 100 * 96; index += 3) {
            ZonedDateTime local = grid.startOf(index).atZone(ZoneId.of(zone));
            assertThat(clock.epochDay(index)).isEqualTo(local.toLocalDate().toEpochDay());
            assertThat(clock.secondOfDay(index)).isEqualTo(local.toLocalTime().toSecondOfDay());
            assertThat(clock.weekday(index)).isEqualTo(local.getDayOfWeek().getValue());
            assertThat(clock.slot(index)).isEqualTo(LocalDay.wallClockSlot(grid.startOf(index), local.getZone(), STEP));
        }
    }

    @ParameterizedTest
    @CsvSource({
        // 09:00 on the day of the change and a day before: 23 hours in spring, 25 in autumn
        "Europe/Amsterdam,    2021-03-28T07:00:00Z, 2021-03-27T08:00:00Z",
        "Europe/Amsterdam,    2021-10-31T08:00:00Z, 2021-10-30T07:00:00Z",
        "Australia/Melbourne, 2021-10-02T22:00:00Z, 2021-10-01T23:00:00Z",
        "Australia/Melbourne, 2021-04-03T23:00:00Z, 2021-04-02T22:00:00Z"
    })
    void theDayBeforeHasTheSameWallClockTime(String zone, Instant instant, Instant before) {
        TimeGrid grid = new TimeGrid(Instant.parse("2021-01-01T00:00:00Z"), STEP, 365 * 96);
        LocalClock clock = new LocalClock(grid, ZoneId.of(zone));

        assertThat(clock.daysBefore(grid.indexOf(instant), 1)).isEqualTo(grid.indexOf(before));
    }

    @Test
    void aWeekOfStepsLaterTheWallClockIsTheSameUnlessItWasChanged() {
        TimeGrid grid = new TimeGrid(Instant.parse("2021-06-01T00:00:00Z"), STEP, 30 * 96);
        LocalClock clock = new LocalClock(grid, ZoneId.of("Europe/Amsterdam"));

        assertThat(clock.daysBefore(2000, 7)).isEqualTo(2000 - 7 * 96);
    }
}
