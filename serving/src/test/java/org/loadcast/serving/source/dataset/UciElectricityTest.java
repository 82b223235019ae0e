package org.loadcast.serving.source.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.loadcast.serving.source.RecordingSink;
import org.loadcast.serving.source.SourceLocation;
import org.loadcast.serving.source.SourceSettings;

class UciElectricityTest {

    private static final String HEADER = "\"\";\"MT_001\";\"MT_002\"";

    @TempDir
    private Path directory;

    private final RecordingSink sink = new RecordingSink();

    @Test
    void labelsAreEndsOnThePortugueseClockAndNumbersHaveACommaBeforeTheirFraction() throws IOException {
        // In July Lisbon is an hour ahead of UTC: the quarter that ends at 00:15 starts at 23:00 UTC of the day before.
        read(HEADER, "\"2012-07-01 00:15:00\";2,53807106598985;22", "\"2012-07-01 00:30:00\";3,5;1,1E1");

        assertThat(sink.power("MT_001"))
                .containsExactly(
                        entry(Instant.parse("2012-06-30T23:00:00Z"), 2.53807106598985),
                        entry(Instant.parse("2012-06-30T23:15:00Z"), 3.5));
        assertThat(sink.power("MT_002").values()).containsExactly(22.0, 11.0);
        assertThat(sink.meters().get("MT_001").zone().getId()).isEqualTo("Europe/Lisbon");
        assertThat(sink.rejected()).isEmpty();
    }

    @Test
    void theHourThatDoesNotExistInMarchIsLeftOut() throws IOException {
        List<String> rows = day("2013-03-31", hour -> hour == 1 ? "0;0" : "4;8");

        read(rows.toArray(String[]::new));

        // A day of 23 hours without a gap in UTC.
        assertThat(sink.power("MT_001")).hasSize(23 * 4);
        assertThat(sink.power("MT_001").firstKey()).isEqualTo(Instant.parse("2013-03-31T00:00:00Z"));
        assertThat(sink.power("MT_001").lastKey()).isEqualTo(Instant.parse("2013-03-31T22:45:00Z"));
        assertThat(sink.power("MT_001").values()).containsOnly(4.0);
        assertThat(sink.notes()).anyMatch(note -> note.contains("4 quarters of an hour that the clock passed over"));
    }

    @Test
    void theHourThatHappensTwiceInOctoberIsHalvedAndKeepsItsEnergy() throws IOException {
        List<String> rows = day("2013-10-27", hour -> hour == 1 ? "10;6" : "5;3");

        read(rows.toArray(String[]::new));

        assertThat(sink.power("MT_001")).hasSize(25 * 4);
        assertThat(sink.power("MT_001").values()).containsOnly(5.0);
        assertThat(sink.power("MT_002").values()).containsOnly(3.0);
        assertThat(sink.power("MT_001").firstKey()).isEqualTo(Instant.parse("2013-10-26T23:00:00Z"));
        assertThat(sink.power("MT_001").lastKey()).isEqualTo(Instant.parse("2013-10-27T23:45:00Z"));
    }

    @Test
    void zerosBeforeAClientsFirstValueAreLeftOutAndLaterOnesKept() throws IOException {
        read(HEADER, "2012-01-01 00:15:00;0;1", "2012-01-01 00:30:00;7;1", "2012-01-01 00:45:00;0;1");

        assertThat(sink.power("MT_001"))
                .containsExactly(
                        entry(Instant.parse("2012-01-01T00:15:00Z"), 7.0),
                        entry(Instant.parse("2012-01-01T00:30:00Z"), 0.0));
    }

    @Test
    void aBadNumberLosesNeitherItsRowNorTheNext() throws IOException {
        read(HEADER, "2012-01-01 00:15:00;x;1", "midnight;1;1", "2012-01-01 00:45:00;2.5;3", "2012-01-01 01:00:00;4;5");

        assertThat(sink.power("MT_002").values()).containsExactly(1.0, 3.0, 5.0);
        assertThat(sink.power("MT_001").values()).containsExactly(4.0);
        assertThat(sink.rejected())
                .hasSize(3)
                .anyMatch(
                        row -> row.startsWith("LD.txt, line 2: MT_001 'x' is not a finite number with a decimal comma"))
                .anyMatch(row -> row.startsWith("LD.txt, line 3: The label 'midnight'"))
                .anyMatch(row -> row.startsWith("LD.txt, line 4: MT_001 '2.5'"));
    }

    @Test
    void theArchiveIsReadAsItIsDownloadedAndClientsCanBePicked() throws IOException {
        // given
        Path zip = directory.resolve("electricity.zip");
        try (OutputStream out = Files.newOutputStream(zip);
                ZipOutputStream archive = new ZipOutputStream(out)) {
            archive.putNextEntry(new ZipEntry("__MACOSX/._LD2011_2014.txt"));
            archive.putNextEntry(new ZipEntry("LD2011_2014.txt"));
            archive.write((HEADER + "\n2012-01-01 00:15:00;1;2\n").getBytes(StandardCharsets.UTF_8));
        }

        // when
        new UciElectricity()
                .read(
                        SourceLocation.of(zip.toString()),
                        new SourceSettings(Optional.empty(), Optional.of("uci"), Map.of("only", "MT_002")),
                        sink);

        // then
        assertThat(sink.power().keySet()).containsExactly("uci-MT_002");
    }

    private interface Values {
        String at(int hour);
    }

    /** The 96 rows of a day, by the hour in which their quarter starts. */
    private static List<String> day(String date, Values values) {
        List<String> rows = new ArrayList<>(List.of(HEADER));
        LocalDateTime start = LocalDateTime.parse(date + "T00:00");
        for (int quarter = 0; quarter < 96; quarter++) {
            LocalDateTime label = start.plusMinutes(15L * (quarter + 1));
            rows.add(label.format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss")) + ";" + values.at(quarter / 4));
        }
        return rows;
    }

    private void read(String... rows) throws IOException {
        Path file = Files.writeString(directory.resolve("LD.txt"), String.join("\n", rows) + "\n");
        new UciElectricity().read(SourceLocation.of(file.toString()), SourceSettings.none(), sink);
    }
}
