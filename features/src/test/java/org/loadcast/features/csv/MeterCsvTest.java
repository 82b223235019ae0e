package org.loadcast.features.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.loadcast.features.meter.GeoPoint;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;

class MeterCsvTest {

    private static final Meter FEEDER = Meter.builder(MeterId.of("pid_287"))
            .zone(ZoneId.of("Europe/Amsterdam"))
            .country("NL")
            .category("feeder")
            .location(new GeoPoint(52, 5))
            .weatherLocations(List.of("nl_1", "nl_2"))
            .attributes(Map.of("contract_kw", "400"))
            .build();

    @TempDir
    Path dir;

    private final List<RejectedRow> rejected = new ArrayList<>();

    private Path file(String text) throws IOException {
        return Files.writeString(dir.resolve("meters.csv"), text);
    }

    @Test
    void allColumnsAreReadAndFurtherOnesBecomeAttributes() throws IOException {
        Path file = file("""
                meter_id,time_zone,country,category,latitude,longitude,weather_locations,contract_kw
                pid_287,Europe/Amsterdam,NL,feeder,52.0,5.0,nl_1; nl_2,400
                """);

        List<Meter> meters = MeterCsv.read(file, rejected::add);

        assertThat(meters).containsExactly(FEEDER);
    }

    @Test
    void onlyIdAndZoneAreRequired() throws IOException {
        List<Meter> meters = MeterCsv.read(file("meter_id,time_zone\nm,Asia/Kathmandu\n"), rejected::add);

        assertThat(meters)
                .containsExactly(Meter.builder(MeterId.of("m"))
                        .zone(ZoneId.of("Asia/Kathmandu"))
                        .build());
    }

    @Test
    void aFileWithoutZonesIsRefused() throws IOException {
        Path file = file("meter_id,country\nm,NL\n");

        assertThatThrownBy(() -> MeterCsv.read(file, rejected::add))
                .isInstanceOf(CsvFormatException.class)
                .hasMessage("File meters.csv has no column time_zone; its header is meter_id,country.");
    }

    @Test
    void badRowsAreReported() throws IOException {
        Path file = file("""
                meter_id,time_zone,latitude,longitude
                a,Europe/Atlantis,,
                b,Europe/Paris,48,
                c,Europe/Paris,148,2
                d,Europe/Paris,48,2
                d,Europe/Paris,48,2
                d,Europe/Paris,49,2
                """);

        List<Meter> meters = MeterCsv.read(file, rejected::add);

        assertThat(meters).extracting(Meter::id).containsExactly(MeterId.of("d"));
        assertThat(rejected).extracting(RejectedRow::line).containsExactly(2L, 3L, 4L, 7L);
        assertThat(rejected.get(0).reason()).contains("time_zone 'Europe/Atlantis' is not known");
        assertThat(rejected.get(1).reason()).contains("longitude is missing");
        assertThat(rejected.get(2).reason()).contains("Latitude 148.0 is outside");
        assertThat(rejected.get(3).reason()).contains("Meter d has other facts in an earlier row");
    }

    @Test
    void whatIsWrittenIsReadBack() throws IOException {
        Path file = dir.resolve("meters.csv.gz");
        Meter plain = Meter.builder(MeterId.of("m")).groups(List.of("x", "y")).build();

        MeterCsv.write(file, List.of(FEEDER, plain));

        assertThat(MeterCsv.read(file, rejected::add)).containsExactly(FEEDER, plain);
    }
}
