package org.loadcast.features.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RoutineTest {

    private static final LocalDate MONDAY = LocalDate.of(2024, 5, 6);

    @Test
    void theShiftWorkerIsOutAtAnotherTimeEveryWeekForThreeWeeks() {
        // when: hours away on three Tuesdays in a row
        long early = hoursAway(new Routine.ShiftWorker(), MONDAY.plusDays(1), 6, 14);
        long all = IntStream.range(0, 3)
                .mapToLong(week -> hoursAway(new Routine.ShiftWorker(), MONDAY.plusDays(1 + 7L * week), 6, 14))
                .filter(hours -> hours >= 7)
                .count();

        // then: exactly one of them is an early shift
        assertThat(all).isEqualTo(1);
        assertThat(hoursAway(new Routine.ShiftWorker(), MONDAY.plusDays(22), 6, 14))
                .isEqualTo(early);
    }

    @Test
    void theDayWorkerIsOutOnWorkdaysAndSleepsLongerOnSunday() {
        // given
        Routine worker = new Routine.DayWorker(7, 8, 17, 0);

        // then
        assertThat(hoursAway(worker, MONDAY, 9, 16)).isEqualTo(7);
        Occupancy sunday = live(worker, MONDAY.plusDays(6));
        assertThat(sunday.isAsleep(second(MONDAY.plusDays(6), 7))).isTrue();
        assertThat(sunday.wakeUps()).hasSize(1);
    }

    private static long hoursAway(Routine routine, LocalDate date, int from, int to) {
        Occupancy people = live(routine, date);
        return IntStream.range(from, to)
                .filter(hour -> people.isAway(second(date, hour) + 1800))
                .count();
    }

    private static Occupancy live(Routine routine, LocalDate date) {
        Occupancy people = Occupancy.from(second(date, 0), second(date.plusDays(1), 12));
        routine.live(new Day(date, ZoneOffset.UTC, false), new Seed(1).random(), people);
        return people;
    }

    private static long second(LocalDate date, int hour) {
        return date.atStartOfDay(ZoneOffset.UTC).toEpochSecond() + 3600L * hour;
    }
}
