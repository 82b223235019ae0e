package org.loadcast.features.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;

class HolidayCalendarTest {

    private static final LocalDate NEW_YEAR = LocalDate.of(2021, 1, 1);

    /** Dates of law and of the published lists of the governments. */
    @ParameterizedTest
    @CsvSource({
        "NL,     2021-04-27, true",
        "NL,     2021-04-02, false",
        "NL,     2021-12-26, true",
        "DE,     2023-10-03, true",
        "DE,     2023-10-31, false",
        "DE-SN,  2023-10-31, true",
        "GB-ENG, 2019-08-26, true",
        "GB-SCT, 2019-08-26, false",
        "GB-SCT, 2019-08-05, true",
        "GB-ENG, 2020-05-08, true",
        "GB-ENG, 2020-12-26, true",
        "GB-ENG, 2020-12-28, true",
        "US-TX,  2018-07-04, true",
        "US,     2018-11-22, true",
        "US,     2018-11-24, false",
        "US,     2010-12-31, true",
        "US,     2011-01-01, true",
        "AU-VIC, 2014-11-04, true",
        "AU-NSW, 2014-11-04, false",
        "AU-VIC, 2014-01-27, true"
    })
    void holidaysAreThoseOfTheCountryAndRegion(String country, LocalDate date, boolean holiday) {
        assertThat(HolidayCalendar.forCountry(country).isHoliday(date)).isEqualTo(holiday);
    }

    @Test
    void aHolidayHasAName() {
        assertThat(HolidayCalendar.forCountry("nl").name(LocalDate.of(2021, 12, 25)))
                .hasValueSatisfying(name -> assertThat(name).containsIgnoringCase("christmas"));
    }

    @Test
    void anUnknownRegionHasTheHolidaysOfItsCountry() {
        HolidayCalendar calendar = HolidayCalendar.forCountry("NL-ZH");

        assertThat(calendar.isHoliday(LocalDate.of(2021, 4, 27))).isTrue();
    }

    @Test
    void anUnknownCountryIsAClearErrorWhenItWasAskedFor() {
        assertThatThrownBy(() -> HolidayCalendar.forCountry("Atlantis"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("No holidays are known for country 'Atlantis'. Use an ISO 3166 code such as NL, DE-BY or"
                        + " GB-ENG, or give a holiday file.");
    }

    @Test
    void aMeterOfNoOrAnUnknownCountryHasNoHolidays() {
        Meter.Builder meter = Meter.builder(MeterId.of("m"));

        assertThat(HolidayCalendar.forMeter(meter.build()).isHoliday(NEW_YEAR)).isFalse();
        assertThat(HolidayCalendar.forMeter(meter.country("XX").build()).isHoliday(NEW_YEAR))
                .isFalse();
        assertThat(HolidayCalendar.forMeter(meter.country("NL").build()).isHoliday(NEW_YEAR))
                .isTrue();
    }

    @Test
    void twoCalendarsMergeAndTheFirstNamesTheDay() {
        HolidayCalendar file =
                HolidayCalendar.of(Map.of(NEW_YEAR, "from the file", LocalDate.of(2021, 7, 7), "works outing"));

        HolidayCalendar both = file.or(HolidayCalendar.forCountry("NL"));

        assertThat(both.name(NEW_YEAR)).contains("from the file");
        assertThat(both.isHoliday(LocalDate.of(2021, 7, 7))).isTrue();
        assertThat(both.isHoliday(LocalDate.of(2021, 4, 27))).isTrue();
        assertThat(both.isHoliday(LocalDate.of(2021, 4, 28))).isFalse();
    }

    @Test
    void manyThreadsSeeTheSameHolidays() {
        HolidayCalendar calendar = HolidayCalendar.forCountry("FR");
        List<LocalDate> dates = IntStream.range(0, 8000)
                .mapToObj(i -> LocalDate.of(2000 + i % 40, 7, 14))
                .toList();

        assertThat(dates.parallelStream().filter(calendar::isHoliday)).hasSize(8000);
    }
}
