package org.loadcast.features.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;

class HijriCalendarTest {

    /** First day of the fast and of both feasts as Saudi Arabia kept them. */
    @ParameterizedTest
    @CsvSource({"2023-03-23, 2023-04-21, 2023-06-28", "2024-03-11, 2024-04-10, 2024-06-16"})
    void theFastAndTheFeastsLieWhereTheyWereKept(LocalDate fast, LocalDate breaking, LocalDate sacrifice) {
        HijriCalendar calendar = HijriCalendar.forMeter(meter("SA")).orElseThrow();

        assertThat(calendar.day(fast.toEpochDay() - 1).isFast()).isFalse();
        assertThat(calendar.day(fast.toEpochDay()).dayOfFast()).isEqualTo(1);
        assertThat(calendar.day(breaking.toEpochDay() - 1).isFast()).isTrue();
        assertThat(calendar.day(breaking.toEpochDay()).feastOfBreaking()).isTrue();
        assertThat(calendar.day(breaking.toEpochDay() + 3).feastOfBreaking()).isFalse();
        assertThat(calendar.day(sacrifice.toEpochDay() - 1).feastOfSacrifice()).isFalse();
        assertThat(calendar.day(sacrifice.toEpochDay()).feastOfSacrifice()).isTrue();
        assertThat(calendar.day(sacrifice.toEpochDay() + 3).feastOfSacrifice()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SA", "ma", "ID", "MY-10", "TR"})
    void countriesThatKeepItHaveIt(String country) {
        assertThat(HijriCalendar.forMeter(meter(country))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "NL", "US-TX", "IN"})
    void otherCountriesDoNot(String country) {
        assertThat(HijriCalendar.forMeter(meter(country))).isEmpty();
    }

    @Test
    void yearsThatNobodyHasCalculatedAreOrdinary() {
        HijriCalendar calendar = HijriCalendar.forMeter(meter("SA")).orElseThrow();

        assertThat(calendar.day(LocalDate.of(2300, 1, 1).toEpochDay()).isFast()).isFalse();
    }

    private static Meter meter(String country) {
        return Meter.builder(MeterId.of("m")).country(country).build();
    }
}
