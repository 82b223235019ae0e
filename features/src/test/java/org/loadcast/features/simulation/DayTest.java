package org.loadcast.features.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class DayTest {

    private static final ZoneId MADRID = ZoneId.of("Europe/Madrid");

    @Test
    void theDayThatLosesAnHourInSpringIsTwentyThreeHoursLong() {
        Day day = new Day(LocalDate.of(2024, 3, 31), MADRID, false);

        assertThat(day.at(24) - day.at(0)).isEqualTo(23 * 3600);
        assertThat(day.at(12) - day.at(0)).isEqualTo(11 * 3600);
    }

    @Test
    void theDayThatGainsAnHourInAutumnIsTwentyFiveHoursLong() {
        Day day = new Day(LocalDate.of(2024, 10, 27), MADRID, false);

        assertThat(day.at(24) - day.at(0)).isEqualTo(25 * 3600);
        assertThat(day.at(12) - day.at(0)).isEqualTo(13 * 3600);
    }

    @Test
    void hoursFromTwentyFourOnBelongToTheNextDay() {
        Day day = new Day(LocalDate.of(2024, 5, 1), MADRID, true);

        assertThat(day.at(30.5)).isEqualTo(new Day(LocalDate.of(2024, 5, 2), MADRID, false).at(6.5));
        assertThat(day.workday()).isFalse();
    }
}
