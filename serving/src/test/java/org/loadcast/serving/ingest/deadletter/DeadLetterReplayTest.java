package org.loadcast.serving.ingest.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.meter.Reading;
import org.loadcast.features.store.sqlite.SqliteStores;
import org.loadcast.serving.ingest.IngestStatistics;
import org.loadcast.serving.ingest.Intake;
import org.loadcast.serving.ingest.IntakeListener;
import org.loadcast.serving.ingest.NewMeters;
import org.loadcast.serving.ingest.decode.Message;
import org.loadcast.serving.ingest.decode.MessageMapping;
import org.loadcast.serving.ingest.decode.Payload;

class DeadLetterReplayTest {

    private static final Instant RECEIVED = Instant.parse("2024-06-10T12:00:00Z");
    private static final MeterId KITCHEN = MeterId.of("kitchen");

    @TempDir
    private Path directory;

    @Test
    void aMendedMappingStoresALetterAndEmptiesIt() throws IOException {
        try (SqliteStores stores = SqliteStores.open(directory)) {
            // given
            DeadLetters letters = DeadLetters.in(stores.database());
            letters.add(List.of(
                    letter("home/kitchen/power", "500", "No rule fits."),
                    letter("home/kitchen/power", "much", "No rule fits.")));

            // when
            MessageMapping mended = MessageMapping.parse(new ObjectMapper()
                    .readTree("[{\"topic\":\"home/{meter}/power\",\"format\":\"number\",\"unit\":\"W\"}]"));
            DeadLetterReplay.Outcome outcome = new DeadLetterReplay(letters, mended, intake(stores)).run();

            // then: 500 W at the time of receipt
            assertThat(outcome.replayed()).isEqualTo(1);
            assertThat(outcome.kept()).isEqualTo(1);
            assertThat(outcome.firstReason())
                    .hasValueSatisfying(reason -> assertThat(reason).contains("no finite number"));
            assertThat(stores.measurements().latest(KITCHEN)).contains(new Reading.Power(KITCHEN, RECEIVED, 0.5));
            assertThat(letters.newest(10))
                    .singleElement()
                    .satisfies(left -> assertThat(left.message().payload().toBytes())
                            .isEqualTo("much".getBytes(StandardCharsets.UTF_8)));
        }
    }

    @Test
    void aLetterThatIsStillBrokenStaysWithoutAnythingStored() {
        try (SqliteStores stores = SqliteStores.open(directory)) {
            DeadLetters letters = DeadLetters.in(stores.database());
            letters.add(List.of(letter("home/kitchen/power", "500", "No rule fits.")));

            DeadLetterReplay.Outcome outcome =
                    new DeadLetterReplay(letters, MessageMapping.ofOwnTopics(), intake(stores)).run();

            assertThat(outcome.replayed()).isZero();
            assertThat(letters.count()).isEqualTo(1);
            assertThat(stores.meters().all()).isEmpty();
        }
    }

    private static DeadLetter letter(String topic, String payload, String reason) {
        return new DeadLetter(
                0, new Message(topic, Payload.of(payload.getBytes(StandardCharsets.UTF_8)), RECEIVED), reason);
    }

    private static Intake intake(SqliteStores stores) {
        return new Intake(
                stores,
                new NewMeters(true, ZoneOffset.UTC),
                new Deaf(),
                new IngestStatistics(),
                Clock.fixed(RECEIVED, ZoneOffset.UTC));
    }

    private static final class Deaf implements IntakeListener {

        @Override
        public void readingsStored(Collection<Reading> readings) {}

        @Override
        public void weatherStored(Collection<String> locations) {}
    }
}
