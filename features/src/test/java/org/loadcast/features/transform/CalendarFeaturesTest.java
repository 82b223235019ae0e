package org.loadcast.features.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.loadcast.features.calendar.HolidayCalendar;
import org.loadcast.features.view.PointInTimeView;

class CalendarFeaturesTest {

    private static final CalendarFeatures CALENDAR = new CalendarFeatures();

    private static double cell(String zone, String target, String column) {
        PointInTimeView view =
                Histories.quarterHourly("2021-01-01T00:00:00Z", 10).zone(zone).asOf("2021-01-08T00:00:00Z");
        return Histories.cell(CALENDAR, view, target, column);
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Amsterdam,    2021-03-28T00:45:00Z, 1.75, 7", // the last quarter of winter time
        "Europe/Amsterdam,    2021-03-28T01:00:00Z, 3,    7", // the clock skips 02:00
        "Europe/Amsterdam,    2021-10-31T00:30:00Z, 2.5,  7", // 02:30 comes
        "Europe/Amsterdam,    2021-10-31T01:30:00Z, 2.5,  7", // twice
        "Australia/Melbourne, 2021-10-02T15:45:00Z, 1.75, 7", // southern spring
        "Australia/Melbourne, 2021-10-02T16:00:00Z, 3,    7",
        "Australia/Melbourne, 2021-04-03T15:30:00Z, 2.5,  7", // southern autumn
        "Australia/Melbourne, 2021-04-03T16:30:00Z, 2.5,  7",
        "Australia/Melbourne, 2021-06-06T14:00:00Z, 0,    1" // Sunday afternoon in London, Monday midnight there
    })
    void hourAndWeekdayAreThoseOfTheWallClock(String zone, String target, double hour, double weekday) {
        assertThat(cell(zone, target, "cal.hour")).isEqualTo(hour);
        assertThat(cell(zone, target, "cal.weekday")).isEqualTo(weekday);
        assertThat(cell(zone, target, "cal.weekend")).isEqualTo(weekday >= 6 ? 1 : 0);
    }

    @Test
    void anglesOfTheDayAreAFullTurn() {
        assertThat(cell("UTC", "2021-06-01T06:00:00Z", "cal.sin_hour")).isEqualTo(1);
        assertThat(cell("UTC", "2021-06-01T12:00:00Z", "cal.cos_hour")).isEqualTo(-1);
        assertThat(cell("UTC", "2021-06-01T03:00:00Z", "cal.sin_hour_2")).isEqualTo(1);
    }

    @Test
    void theYearBeginsAnewOnNewYearsDay() {
        // The year's angle counts 365.2425 days and may be off by the leap day's share, less than a day and a half.
        assertThat(cell("UTC", "2021-01-01T00:00:00Z", "cal.cos_year")).isCloseTo(1, within(1e-3));
        assertThat(cell("UTC", "2021-07-02T12:00:00Z", "cal.cos_year")).isCloseTo(-1, within(1e-3));
    }

    @Test
    void holidaysHaveNeighboursAndBridges() {
        // given: Thursday 13 May 2021
        HolidayCalendar ascension = HolidayCalendar.of(Map.of(LocalDate.of(2021, 5, 13), "Ascension"));
        PointInTimeView view = Histories.hourly("2021-04-01T00:00:00Z", 40)
                .zone("Europe/Amsterdam")
                .holidays(ascension)
                .asOf("2021-05-10T00:00:00Z");

        // then
        assertThat(Histories.cell(CALENDAR, view, "2021-05-13T10:00:00Z", "cal.holiday"))
                .isEqualTo(1);
        assertThat(Histories.cell(CALENDAR, view, "2021-05-13T10:00:00Z", "cal.kind"))
                .isEqualTo(2);
        // 22:00 UTC on the 12th is midnight in Amsterdam.
        assertThat(Histories.cell(CALENDAR, view, "2021-05-12T22:00:00Z", "cal.holiday"))
                .isEqualTo(1);
        assertThat(Histories.cell(CALENDAR, view, "2021-05-12T10:00:00Z", "cal.holiday_before"))
                .isEqualTo(1);
        assertThat(Histories.cell(CALENDAR, view, "2021-05-14T10:00:00Z", "cal.holiday_after"))
                .isEqualTo(1);
        assertThat(Histories.cell(CALENDAR, view, "2021-05-14T10:00:00Z", "cal.bridge"))
                .isEqualTo(1);
        assertThat(Histories.cell(CALENDAR, view, "2021-05-14T10:00:00Z", "cal.lag_1_kind"))
                .isEqualTo(2);
        assertThat(Histories.cell(CALENDAR, view, "2021-05-20T10:00:00Z", "cal.lag_7_holiday"))
                .isEqualTo(1);
        assertThat(Histories.cell(CALENDAR, view, "2021-05-20T10:00:00Z", "cal.holiday"))
                .isZero();
    }

    @Test
    void theTrendDoesNotDependOnHowMuchHistoryWasRead() {
        PointInTimeView years = Histories.hourly("2019-01-01T00:00:00Z", 900).asOf("2021-06-01T00:00:00Z");
        PointInTimeView weeks = Histories.hourly("2021-03-01T00:00:00Z", 110).asOf("2021-06-01T00:00:00Z");

        assertThat(Histories.cell(CALENDAR, years, "2021-06-02T10:00:00Z", "cal.trend_days"))
                .isEqualTo(Histories.cell(CALENDAR, weeks, "2021-06-02T10:00:00Z", "cal.trend_days"));
    }

    @Test
    void theStandstillAtTheYearsEndComesAndGoesWithinAWeekAndCountsOnWorkdaysOfItsOwn() {
        PointInTimeView view = Histories.hourly("2021-11-01T00:00:00Z", 90).asOf("2021-12-15T00:00:00Z");

        assertThat(yearEnd(view, "2021-12-17", "")).isZero();
        assertThat(yearEnd(view, "2021-12-22", "")).isStrictlyBetween(0.0, yearEnd(view, "2021-12-24", ""));
        assertThat(yearEnd(view, "2021-12-29", "")).isEqualTo(1);
        assertThat(yearEnd(view, "2021-12-29", "_workday")).isEqualTo(1);
        assertThat(yearEnd(view, "2022-01-01", "")).isEqualTo(1);
        assertThat(yearEnd(view, "2022-01-01", "_workday")).isZero();
        assertThat(yearEnd(view, "2022-01-10", "")).isZero();
    }

    @Test
    void holidaysAreToldApartByTheirPartOfTheYear() {
        HolidayCalendar november = HolidayCalendar.of(
                Map.of(LocalDate.of(2021, 11, 11), "Veterans Day", LocalDate.of(2021, 11, 25), "Thanksgiving"));
        PointInTimeView view =
                Histories.hourly("2021-10-01T00:00:00Z", 100).holidays(november).asOf("2021-11-01T00:00:00Z");

        assertThat(Histories.cell(CALENDAR, view, "2021-11-11T17:00:00Z", "cal.holiday_part"))
                .as("Veterans Day")
                .isEqualTo(21);
        assertThat(Histories.cell(CALENDAR, view, "2021-11-25T17:00:00Z", "cal.holiday_part"))
                .as("Thanksgiving")
                .isEqualTo(22);
        assertThat(Histories.cell(CALENDAR, view, "2021-11-26T17:00:00Z", "cal.holiday_part"))
                .isZero();
    }

    private static double yearEnd(PointInTimeView view, String day, String kind) {
        return Histories.cell(CALENDAR, view, day + "T10:00:00Z", "cal.year_end" + kind);
    }
}
