package org.loadcast.features.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalDayTest {

    private static final Duration QUARTER_HOUR = Duration.ofMinutes(15);

    private static LocalDay day(String date, String zone) {
        return new LocalDay(LocalDate.parse(date), ZoneId.of(zone));
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Amsterdam,    2021-03-27, PT24H,    96",
        "Europe/Amsterdam,    2021-03-28, PT23H,    92",
        "Europe/Amsterdam,    2021-10-31, PT25H,   100",
        "Australia/Melbourne, 2021-10-03, PT23H,    92",
        "Australia/Melbourne, 2021-04-04, PT25H,   100",
        "America/Chicago,     2021-03-14, PT23H,    92",
        "America/Chicago,     2021-11-07, PT25H,   100",
        "Australia/Lord_Howe, 2021-10-03, PT23H30M, 94",
        "Asia/Kathmandu,      2021-03-28, PT24H,    96"
    })
    void aDayHas23Or24Or25Hours(String zone, String date, Duration length, int quarterHours) {
        LocalDay day = day(date, zone);

        assertThat(day.length()).isEqualTo(length);
        assertThat(day.grid(QUARTER_HOUR).length()).isEqualTo(quarterHours);
        assertThat(day.grid(QUARTER_HOUR).start()).isEqualTo(day.interval().from());
        assertThat(day.grid(QUARTER_HOUR).end()).isEqualTo(day.interval().to());
    }

    @Test
    void daysFollowEachOtherWithoutGapOrOverlap() {
        LocalDay day = day("2021-01-01", "Europe/Amsterdam");

        for (int i = 0; i < 365; i++) {
            assertThat(day.next().interval().from()).isEqualTo(day.interval().to());
            assertThat(day.next().previous()).isEqualTo(day);
            day = day.next();
        }
    }

    @Test
    void anInstantBelongsToTheDayOfItsZone() {
        Instant instant = Instant.parse("2021-01-20T23:30:00Z");

        assertThat(LocalDay.of(instant, ZoneId.of("Europe/London")).date()).isEqualTo("2021-01-20");
        assertThat(LocalDay.of(instant, ZoneId.of("Europe/Amsterdam")).date()).isEqualTo("2021-01-21");
        assertThat(LocalDay.of(instant, ZoneId.of("America/Chicago")).date()).isEqualTo("2021-01-20");
    }

    @Test
    void aDayWhoseMidnightIsSkippedStartsAtItsFirstInstant() {
        // Brazil went from 00:00 to 01:00 on 2017-10-15
        LocalDay day = day("2017-10-15", "America/Sao_Paulo");

        assertThat(day.interval().from()).isEqualTo("2017-10-15T03:00:00Z");
        assertThat(day.length()).isEqualTo(Duration.ofHours(23));
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Amsterdam,    2021-03-28T07:00:00Z, 36",
        "Europe/Amsterdam,    2021-03-27T08:00:00Z, 36",
        "Europe/Amsterdam,    2021-10-31T00:00:00Z,  8",
        "Europe/Amsterdam,    2021-10-31T01:00:00Z,  8",
        "Europe/Amsterdam,    2021-10-31T08:00:00Z, 36",
        "Australia/Melbourne, 2021-10-02T22:00:00Z, 36",
        "Australia/Melbourne, 2021-04-03T23:00:00Z, 36"
    })
    void nineOClockIsTheSameSlotAllYearAndTheDoubledHourComesTwice(String zone, Instant instant, int slot) {
        assertThat(LocalDay.wallClockSlot(instant, ZoneId.of(zone), QUARTER_HOUR))
                .isEqualTo(slot);
    }
}
