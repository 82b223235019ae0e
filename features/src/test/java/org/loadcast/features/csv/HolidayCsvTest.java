package org.loadcast.features.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.loadcast.features.calendar.DaysOff;

class HolidayCsvTest {

    @TempDir
    Path dir;

    private final List<RejectedRow> rejected = new ArrayList<>();

    @Test
    void datesAreReadAndTwoHolidaysOfOneDayShareIt() throws IOException {
        Path file = Files.writeString(dir.resolve("holidays.csv"), """
                date,name
                2011-04-25,Anzac Day
                2011-04-25,Easter Monday
                2011-04-25,Anzac Day
                2011-12-25,
                25/12/2012,Christmas
                """);

        Map<LocalDate, String> holidays = HolidayCsv.read(file, rejected::add).holidays();

        assertThat(holidays)
                .containsOnly(
                        Map.entry(LocalDate.of(2011, 4, 25), "Anzac Day / Easter Monday"),
                        Map.entry(LocalDate.of(2011, 12, 25), "holiday"));
        assertThat(rejected).singleElement().satisfies(row -> {
            assertThat(row.line()).isEqualTo(6);
            assertThat(row.reason()).contains("date '25/12/2012' is not a date. Write it as 2021-12-25.");
        });
    }

    @Test
    void vacationsAreKeptApartAndCoverAllDaysUntilTheirLast() throws IOException {
        Path file = Files.writeString(dir.resolve("holidays.csv"), """
                date,until,name,kind
                2021-02-20,2021-02-22,spring,vacation
                2021-04-27,,King's Day,
                2021-07-10,2021-07-01,summer,vacation
                2021-07-10,,summer,school
                """);

        DaysOff days = HolidayCsv.read(file, rejected::add);

        assertThat(days.holidays()).containsOnly(Map.entry(LocalDate.of(2021, 4, 27), "King's Day"));
        assertThat(days.vacations())
                .containsOnly(
                        Map.entry(LocalDate.of(2021, 2, 20), "spring"),
                        Map.entry(LocalDate.of(2021, 2, 21), "spring"),
                        Map.entry(LocalDate.of(2021, 2, 22), "spring"));
        assertThat(rejected)
                .extracting(RejectedRow::reason)
                .satisfiesExactly(
                        reason -> assertThat(reason)
                                .contains("until '2021-07-01' is not within a year after date '2021-07-10'"),
                        reason -> assertThat(reason).contains("kind 'school' is neither 'holiday' nor 'vacation'"));
    }

    @Test
    void whatIsWrittenIsReadBack() throws IOException {
        Path file = dir.resolve("holidays.csv.gz");
        Map<LocalDate, String> holidays =
                Map.of(LocalDate.of(2021, 1, 1), "New Year, again", LocalDate.of(2021, 4, 2), "Good \"Friday\"");

        HolidayCsv.write(file, holidays);

        assertThat(HolidayCsv.read(file, rejected::add).holidays()).containsExactlyInAnyOrderEntriesOf(holidays);
    }
}
