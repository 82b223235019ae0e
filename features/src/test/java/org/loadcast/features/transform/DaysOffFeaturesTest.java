package org.loadcast.features.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.loadcast.features.transform.Histories.cell;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.loadcast.features.calendar.DaysOff;
import org.loadcast.features.calendar.HolidayCalendar;
import org.loadcast.features.series.TimeGrid;
import org.loadcast.features.view.PointInTimeView;

class DaysOffFeaturesTest {

    private static final double SINGLE_PRECISION = 1e-6;

    @Test
    void aVacationCountsItsDaysBehindAndAhead() {
        // given: a vacation of ten days, the target on its fourth
        Map<LocalDate, String> days = new TreeMap<>();
        for (int day = 20; day < 30; day++) {
            days.put(LocalDate.of(2021, 2, day > 28 ? 28 : day), "spring");
        }
        PointInTimeView view = Histories.hourly("2021-01-01T00:00:00Z", 80)
                .holidays(HolidayCalendar.of(new DaysOff(Map.of(), days)))
                .asOf("2021-02-22T12:00:00Z");
        VacationFeatures vacations = new VacationFeatures();
        String target = "2021-02-23T12:00:00Z";

        // then: 20 to 23 February lie behind with the day itself, 23 to 28 ahead
        assertThat(cell(vacations, view, target, "vacation.now")).isEqualTo(1);
        assertThat(cell(vacations, view, target, "vacation.since")).isEqualTo(4);
        assertThat(cell(vacations, view, target, "vacation.left")).isEqualTo(6);
        assertThat(cell(vacations, view, target, "vacation.lag_7")).isZero();
        assertThat(cell(vacations, view, target, "vacation.share_28")).isCloseTo(3 / 28.0, within(SINGLE_PRECISION));
        assertThat(cell(vacations, view, "2021-03-02T00:00:00Z", "vacation.lag_7"))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        // In Amsterdam a day begins at 23:00 UTC in winter, at 22:00 in summer time.
        "2021-03-28T21:00:00Z, 0",
        "2021-03-28T22:00:00Z, 1",
        "2021-10-31T22:00:00Z, 0",
        "2021-10-31T23:00:00Z, 1"
    })
    void aVacationBeginsAtLocalMidnightWhenTheClockHasJustChanged(String target, int expected) {
        PointInTimeView view = Histories.hourly("2021-03-01T00:00:00Z", 260)
                .zone("Europe/Amsterdam")
                .holidays(HolidayCalendar.of(new DaysOff(
                        Map.of(), Map.of(LocalDate.of(2021, 3, 29), "a day", LocalDate.of(2021, 11, 1), "another"))))
                .asOf("2021-03-20T00:00:00Z");

        assertThat(cell(new VacationFeatures(), view, target, "vacation.now")).isEqualTo(expected);
    }

    @Test
    void withoutAVacationFileAndOutsideTheCountriesThatFastThereAreNoColumns() {
        PointInTimeView view =
                Histories.hourly("2021-01-01T00:00:00Z", 40).country("NL").asOf("2021-02-01T00:00:00Z");

        assertThat(new VacationFeatures().fit(view).columns()).isEmpty();
        assertThat(new HijriFeatures().fit(view).columns()).isEmpty();
    }

    @Test
    void inRamadanTheDayTurnsAroundSunset() {
        // Riyadh on 20 March 2024: the tenth day of the fast, the sun sets at six past six (15:06 UTC).
        PointInTimeView view = riyadh("2024-03-20T06:00:00Z");
        HijriFeatures hijri = new HijriFeatures();

        assertThat(cell(hijri, view, "2024-03-20T15:00:00Z", "hijri.day_of_fast"))
                .isEqualTo(10);
        // The middle of 15:00 to 15:15 is within two minutes of sunset.
        assertThat(cell(hijri, view, "2024-03-20T15:00:00Z", "hijri.after_iftar"))
                .isCloseTo(0, within(0.05));
        assertThat(cell(hijri, view, "2024-03-20T15:00:00Z", "hijri.iftar")).isGreaterThan(0.97);
        assertThat(cell(hijri, view, "2024-03-20T12:00:00Z", "hijri.iftar")).isZero();
        assertThat(cell(hijri, view, "2024-03-20T12:00:00Z", "hijri.night")).isZero();
        assertThat(cell(hijri, view, "2024-03-20T16:00:00Z", "hijri.night")).isEqualTo(1);
        assertThat(cell(hijri, view, "2024-03-20T22:00:00Z", "hijri.night")).isEqualTo(1);
    }

    @Test
    void daysThatLagsLookAtAreToldToo() {
        PointInTimeView view = riyadh("2024-04-10T00:00:00Z");
        HijriFeatures hijri = new HijriFeatures();

        assertThat(cell(hijri, view, "2024-04-10T12:00:00Z", "hijri.fast")).isZero();
        assertThat(cell(hijri, view, "2024-04-10T12:00:00Z", "hijri.feast_of_breaking"))
                .isEqualTo(1);
        assertThat(cell(hijri, view, "2024-04-10T12:00:00Z", "hijri.lag_1_fast"))
                .isEqualTo(1);
        assertThat(cell(hijri, view, "2024-04-10T12:00:00Z", "hijri.lag_7_fast"))
                .isEqualTo(1);
        assertThat(cell(hijri, view, "2024-04-18T12:00:00Z", "hijri.lag_7_feast"))
                .isEqualTo(1);
    }

    /** Lebanon put its clock forward in the night to 31 March 2024, Turkey back in the night to 31 October 2004, both in Ramadan. */
    @ParameterizedTest
    @CsvSource({
        "LB, Asia/Beirut, 33.9, 35.5, 2024-03-30T00:00:00Z, 2024-03-31T00:00:00Z",
        "TR, Europe/Istanbul, 41.0, 29.0, 2004-10-30T00:00:00Z, 2004-10-31T00:00:00Z"
    })
    void theFastEndsWithTheSunAndNotWithTheClock(
            String country, String zone, double latitude, double longitude, Instant before, Instant after) {
        PointInTimeView view = Histories.quarterHourly(
                        before.minus(Duration.ofDays(2)).toString(), 5)
                .zone(zone)
                .country(country)
                .at(latitude, longitude)
                .asOf(before.toString());

        int onTheDayBefore = iftar(view, before);
        int onTheDayAfter = iftar(view, after);

        assertThat(Math.abs(onTheDayAfter - onTheDayBefore)).isLessThanOrEqualTo(1);
    }

    /** The quarter of an hour of the UTC day in which the fast ends. */
    private static int iftar(PointInTimeView view, Instant day) {
        TimeGrid target = new TimeGrid(day, Duration.ofMinutes(15), 96);
        FeatureMatrix matrix = new FeatureMatrix(new HijriFeatures().fit(view).columns(), 96);
        new HijriFeatures().fit(view).apply(view, target, matrix, 0);
        int column = matrix.indexOf("hijri.iftar");
        int best = 0;
        for (int row = 1; row < 96; row++) {
            best = matrix.get(row, column) > matrix.get(best, column) ? row : best;
        }
        return best;
    }

    private static PointInTimeView riyadh(String cutoff) {
        return Histories.quarterHourly("2024-02-01T00:00:00Z", 90)
                .zone("Asia/Riyadh")
                .country("SA")
                .at(24.7, 46.7)
                .asOf(cutoff);
    }
}
