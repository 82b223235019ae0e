package org.loadcast.serving.source.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.loadcast.serving.source.RecordingSink;
import org.loadcast.serving.source.SourceLocation;
import org.loadcast.serving.source.SourceSettings;

class KaggleResidentialTest {

    private static final String HEADER = "StartDate,Value (kWh),day_of_week,notes";
    private static final ZoneId HOUSTON = ZoneId.of("America/Chicago");

    @TempDir
    private Path directory;

    private final RecordingSink sink = new RecordingSink();

    @ParameterizedTest
    @ValueSource(strings = {"yyyy-dd-MM HH:mm:ss", "dd/MM/yyyy HH:mm", "dd-MM-yyyy h:mm a"})
    void theFirstTwelveDaysOfAMonthMayHaveDayAndMonthSwapped(String swapped) throws IOException {
        // given: fourteen months by the hour, each row's number as its energy
        List<String> rows = new ArrayList<>(List.of(HEADER));
        LocalDateTime start = LocalDateTime.parse("2016-06-01T00:00");
        int hours = 24 * 425;
        for (int hour = 0; hour < hours; hour++) {
            LocalDateTime time = start.plusHours(hour);
            String pattern = time.getDayOfMonth() <= 12 ? swapped : "yyyy-MM-dd HH:mm:ss";
            rows.add(time.format(DateTimeFormatter.ofPattern(pattern, Locale.US)) + "," + hour / 1000.0 + ",2,weekday");
        }

        // when
        read(SourceSettings.none(), rows);

        // then: every hour is where it belongs; two in March do not exist
        assertThat(sink.rejected()).hasSize(1).allMatch(row -> row.contains("did not exist in America/Chicago"));
        assertThat(sink.power("houston-home")).hasSize(hours - 1);
        sink.power("houston-home").forEach((time, kilowatts) -> {
            LocalDateTime expected = start.plusHours(Math.round(kilowatts * 1000));
            assertThat(time.atZone(HOUSTON).toLocalDateTime()).isEqualTo(expected);
        });
        assertThat(sink.notes()).anyMatch(note -> note.contains("dates have the day before the month"));
    }

    @Test
    void gapsDoNotMisleadIt() throws IOException {
        // given: a tenth of the rows is gone, and a whole fortnight
        SplittableRandom random = new SplittableRandom(7);
        List<String> rows = new ArrayList<>(List.of(HEADER));
        LocalDateTime start = LocalDateTime.parse("2017-01-01T00:00");
        int kept = 0;
        for (int hour = 0; hour < 24 * 60; hour++) {
            LocalDateTime time = start.plusHours(hour);
            boolean gone = random.nextInt(10) == 0 || (hour > 24 * 20 && hour < 24 * 34);
            if (!gone) {
                String pattern = time.getDayOfMonth() <= 12 ? "yyyy-dd-MM HH:mm:ss" : "yyyy-MM-dd HH:mm:ss";
                rows.add(time.format(DateTimeFormatter.ofPattern(pattern)) + "," + hour / 1000.0 + ",0,");
                kept++;
            }
        }

        read(SourceSettings.none(), rows);

        assertThat(sink.power("houston-home")).hasSize(kept);
        sink.power("houston-home")
                .forEach((time, kilowatts) -> assertThat(time.atZone(HOUSTON).toLocalDateTime())
                        .isEqualTo(start.plusHours(Math.round(kilowatts * 1000))));
    }

    @Test
    void whatTheRowsDoNotTellIsListedUntilThePersonSays() throws IOException {
        List<String> rows = List.of(HEADER, "2016-01-06 05:00:00,1,2,", "2016-01-06 06:00:00,2,2,");

        read(SourceSettings.none(), rows);

        assertThat(sink.power()).isEmpty();
        assertThat(sink.rejected())
                .hasSize(2)
                .first()
                .asString()
                .contains("line 2", "2016-01-06T05:00 and 2016-06-01T05:00", "--set date_order=");

        read(settings("day-first"), rows);

        assertThat(sink.power("houston-home").firstKey()).isEqualTo(Instant.parse("2016-06-01T10:00:00Z"));
    }

    @Test
    void theHourThatHappensTwiceIsReadInTheOrderOfItsRows() throws IOException {
        // given: 25 rows of the day on which Houston's clock goes back at two
        List<String> rows = new ArrayList<>(List.of(HEADER));
        for (String hour : List.of("00", "01", "01", "02")) {
            rows.add("2016-11-06 " + hour + ":00:00," + rows.size() + ",0,");
        }

        read(settings("month-first"), rows);

        assertThat(sink.power("houston-home"))
                .containsExactly(
                        Map.entry(Instant.parse("2016-11-06T05:00:00Z"), 1.0),
                        Map.entry(Instant.parse("2016-11-06T06:00:00Z"), 2.0),
                        Map.entry(Instant.parse("2016-11-06T07:00:00Z"), 3.0),
                        Map.entry(Instant.parse("2016-11-06T08:00:00Z"), 4.0));
    }

    @Test
    void badRowsAreListedAndTheOthersKept() throws IOException {
        read(
                SourceSettings.none(),
                List.of(
                        HEADER,
                        "2016-06-13 00:00:00,1,0,",
                        "2016-13-13 01:00:00,1,0,",
                        "soon,1,0,",
                        "2016-06-13 03:00:00,much,0,",
                        "2016-06-13 04:00:00,2,0,"));

        assertThat(sink.power("houston-home").values()).containsExactly(1.0, 2.0);
        assertThat(sink.rejected()).hasSize(3);
    }

    @Test
    void anotherOrderThanThereIsIsRefused() {
        assertThatThrownBy(() -> read(settings("backwards"), List.of(HEADER)))
                .hasMessage("date_order 'backwards' is not known. Use one of inferred, month-first, day-first.");
    }

    private static SourceSettings settings(String order) {
        return new SourceSettings(Optional.empty(), Optional.empty(), Map.of("date_order", order));
    }

    private void read(SourceSettings settings, List<String> rows) throws IOException {
        Path file = Files.write(directory.resolve("power_usage.csv"), rows);
        new KaggleResidential().read(SourceLocation.of(file.toString()), settings, sink);
    }
}
