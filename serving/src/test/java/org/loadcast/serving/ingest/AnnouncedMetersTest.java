package org.loadcast.serving.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.meter.Reading;
import org.loadcast.features.store.sqlite.SqliteStores;
import org.loadcast.serving.ingest.decode.Decoded;
import org.loadcast.serving.ingest.decode.Message;
import org.loadcast.serving.ingest.decode.MessageMapping;
import org.loadcast.serving.ingest.decode.Payload;
import org.loadcast.serving.ingest.decode.UndecodableException;

/** What meters tell of themselves, and what becomes of it in the directory. */
class AnnouncedMetersTest {

    private static final MeterId DESK = MeterId.of("desk");
    private static final String FACTS = "{\"time_zone\":\"Europe/Madrid\",\"country\":\"ES\",\"category\":\"computer\","
            + "\"latitude\":41.6,\"longitude\":-0.9,\"groups\":[\"north\"],\"attributes\":{\"building\":\"library\"}}";

    @TempDir
    private Path data;

    private SqliteStores stores;

    @BeforeEach
    void open() {
        stores = SqliteStores.open(data);
    }

    @AfterEach
    void close() {
        stores.close();
    }

    @Test
    void aNewMeterStandsInTheDirectoryWithWhatItToldButInNoGroup() throws UndecodableException {
        intake(NewMeters.USUAL).store(List.of(announced(FACTS)));

        assertThat(stores.meters().find(DESK)).hasValueSatisfying(meter -> {
            assertThat(meter.zone()).isEqualTo(ZoneId.of("Europe/Madrid"));
            assertThat(meter.category()).contains("computer");
            assertThat(meter.location()).isPresent();
            assertThat(meter.attributes()).isEqualTo(Map.of("building", "library"));
            assertThat(meter.groups()).isEmpty();
        });
    }

    @Test
    void aMeterOfWhichOnlyReadingsWereKnownGetsItsFacts() throws UndecodableException {
        Intake intake = intake(NewMeters.USUAL);
        Reading reading = new Reading.Power(DESK, Instant.parse("2024-06-01T12:00:00Z"), 0.02);
        intake.store(List.of(Decoded.ofReadings(List.of(reading))));

        intake.store(List.of(announced(FACTS)));

        assertThat(stores.meters().find(DESK).flatMap(Meter::category)).contains("computer");
    }

    @Test
    void whatPeopleToldIsKept() throws UndecodableException {
        Meter ours = Meter.builder(DESK).category("server").build();
        stores.meters().put(ours);

        intake(NewMeters.USUAL).store(List.of(announced(FACTS)));

        assertThat(stores.meters().find(DESK)).contains(ours);
    }

    @Test
    void whereNewMetersAreRefusedAnAnnouncementIsToo() throws UndecodableException {
        Intake strict = intake(new NewMeters(false, ZoneId.of("UTC")));

        assertThat(strict.objection(announced(FACTS), Instant.now()))
                .hasValueSatisfying(reason ->
                        assertThat(reason).contains("Meter desk announced itself and is not in the directory"));
    }

    @Test
    void aBrokenAnnouncementSaysWhatIsWrong() {
        assertThatThrownBy(() -> announced("[1]")).hasMessageContaining("must be a JSON object");
        assertThatThrownBy(() -> announced("{\"time_zone\":\"Mars\"}"))
                .hasMessageContaining("time_zone 'Mars' is not known");
        assertThatThrownBy(() -> announced("{\"latitude\":1}"))
                .hasMessageContaining("Only one of latitude and longitude");
        assertThatThrownBy(() -> announced("{\"category\":7}")).hasMessageContaining("category is no text");
        assertThatThrownBy(() -> announced("{\"meter_id\":\"other\"}")).hasMessageContaining("meter_id is another one");
    }

    private static Decoded announced(String payload) throws UndecodableException {
        return MessageMapping.ofOwnTopics()
                .decode(new Message("loadcast/meters/desk/announce", Payload.ofText(payload), Instant.now(), true));
    }

    private Intake intake(NewMeters newMeters) {
        IntakeListener nobody = new IntakeListener() {
            @Override
            public void readingsStored(Collection<Reading> readings) {}

            @Override
            public void weatherStored(Collection<String> locations) {}
        };
        return new Intake(stores, newMeters, nobody, new IngestStatistics(), Clock.systemUTC());
    }
}
