package org.loadcast.serving.source.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.loadcast.serving.source.RecordingSink;
import org.loadcast.serving.source.SourceLocation;
import org.loadcast.serving.source.SourceSettings;

class EttTest {

    private static final List<String> FILE = List.of(
            "date,HUFL,HULL,MUFL,MULL,LUFL,LULL,OT",
            "2016-07-01 00:00:00,5.5,2.0,1.5,-0.25,4.0,1.25,30.5",
            "2016-07-01 01:00:00,5.75,,1.5,0.5,4.0,1.25,27.75",
            "July,5.75,2,1.5,0.5,4.0,1.25,27.75");

    @TempDir
    private Path directory;

    private final RecordingSink sink = new RecordingSink();

    @Test
    void loadsAreMetersOnTheChineseClockAndTheOilIsWeather() throws IOException {
        // when
        read(SourceSettings.none());

        // then: Shanghai is eight hours ahead
        assertThat(sink.power().keySet())
                .containsExactly("ETTm1-HUFL", "ETTm1-HULL", "ETTm1-LUFL", "ETTm1-LULL", "ETTm1-MUFL", "ETTm1-MULL");
        assertThat(sink.power("ETTm1-MULL"))
                .containsExactly(
                        entry(Instant.parse("2016-06-30T16:00:00Z"), -0.25),
                        entry(Instant.parse("2016-06-30T17:00:00Z"), 0.5));
        assertThat(sink.weather()).hasSize(1).first().satisfies(oil -> {
            assertThat(oil.location()).isEqualTo("ETTm1");
            assertThat(oil.value("oil_temperature_c", 1)).isEqualTo(27.75);
        });
        assertThat(sink.meters().get("ETTm1-HUFL").weatherLocations()).containsExactly("ETTm1");
    }

    @Test
    void anEmptyValueAndABadTimeAreListed() throws IOException {
        read(SourceSettings.none());

        assertThat(sink.rejected())
                .hasSize(2)
                .anyMatch(row -> row.startsWith("ETTm1.csv, line 3: HULL is empty."))
                .anyMatch(row -> row.startsWith("ETTm1.csv, line 4: date 'July'"));
    }

    @Test
    void theUnitThatIsNotPublishedCanBeSaid() throws IOException {
        read(new SourceSettings(Optional.empty(), Optional.of("t1"), Map.of("unit", "MW", "only", "HUFL")));

        assertThat(sink.power("t1-HUFL").values()).containsExactly(5500.0, 5750.0);
        assertThat(sink.power()).hasSize(1);
    }

    private void read(SourceSettings settings) throws IOException {
        Path file = Files.write(directory.resolve("ETTm1.csv"), FILE);
        new Ett().read(SourceLocation.of(file.toString()), settings, sink);
    }
}
