package org.loadcast.serving.ingest.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.meter.Reading;
import org.loadcast.features.series.Interval;
import org.loadcast.features.store.sqlite.SqliteStores;
import org.loadcast.serving.ingest.IngestStatistics;
import org.loadcast.serving.ingest.Intake;
import org.loadcast.serving.ingest.IntakeListener;
import org.loadcast.serving.ingest.broker.EmbeddedBroker;
import org.loadcast.serving.ingest.deadletter.DeadLetter;
import org.loadcast.serving.ingest.deadletter.DeadLetters;
import org.loadcast.serving.ingest.decode.MessageMapping;

/** Messages through real brokers into a real store. */
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MqttIngestTest {

    private static final MeterId HOME = MeterId.of("home");
    private static final Instant START = Instant.now().minus(Duration.ofDays(2)).truncatedTo(ChronoUnit.DAYS);
    private static final int MESSAGES = 2_000;

    @TempDir
    private Path directory;

    /** An installation's intake, on stores that outlive it. */
    private final class Receiver implements AutoCloseable {

        private final SqliteStores sqlite = SqliteStores.open(directory.resolve("data"));
        private final ShakyStores stores = new ShakyStores(sqlite);
        private final DeadLetters letters = DeadLetters.in(sqlite.database());
        private final IngestStatistics statistics = new IngestStatistics();
        private final Heard heard = new Heard();
        private final MqttIngest ingest;

        Receiver(MqttConfig config, BrokerAddress broker) {
            this(config, broker, MessageMapping.ofOwnTopics(), 1 << 24);
        }

        Receiver(MqttConfig config, BrokerAddress broker, MessageMapping mapping, long mostBytes) {
            Clock clock = Clock.systemUTC();
            Intake intake = new Intake(stores, config.newMeters(), heard, statistics, clock);
            ingest = new MqttIngest(config, broker, "receiver", mapping, intake, letters, clock, mostBytes);
            ingest.start();
        }

        long stored(MeterId meter) {
            return stores.measurements()
                    .readings(meter, Interval.of(START, Duration.ofDays(2)))
                    .size();
        }

        Receiver connected() throws InterruptedException {
            await(() -> ingest.isConnected() && ingest.trouble().isEmpty());
            return this;
        }

        @Override
        public void close() {
            ingest.close();
            stores.close();
        }
    }

    private static final class Heard implements IntakeListener {

        private final Set<MeterId> meters = new ConcurrentSkipListSet<>();
        private final Set<String> locations = new ConcurrentSkipListSet<>();

        @Override
        public void readingsStored(Collection<Reading> readings) {
            readings.forEach(reading -> meters.add(reading.meter()));
        }

        @Override
        public void weatherStored(Collection<String> changed) {
            locations.addAll(changed);
        }
    }

    @Test
    void theEmbeddedBrokerPassesReadingsAndWeatherOn() throws InterruptedException {
        int port = EmbeddedBroker.freePort();
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("broker"), port);
                Receiver receiver = new Receiver(MqttConfig.USUAL, at(port));
                MqttLink sender = MqttLink.publishing(MqttConfig.USUAL, at(port), "sender")) {
            // given
            broker.started().join();
            receiver.connected();

            // when
            send(sender, "loadcast/meters/home/reading", reading(0, 1.5)).join();
            send(sender, "loadcast/weather/town", "{\"timestamp\":\"" + START + "\",\"temperature_c\":21.5}")
                    .join();

            // then
            await(() -> receiver.statistics.snapshot().stored() == 1
                    && receiver.statistics.snapshot().weather() == 1);
            assertThat(receiver.stores.measurements().latest(HOME)).contains(new Reading.Power(HOME, START, 1.5));
            assertThat(receiver.stores.meters().find(HOME)).isPresent();
            assertThat(receiver.stores.weather().locations()).containsExactly("town");
            assertThat(receiver.heard.meters).containsExactly(HOME);
            assertThat(receiver.heard.locations).containsExactly("town");
        }
    }

    @Test
    void whatComesWhileTheReceiverIsAwayIsKeptByTheEmbeddedBroker() throws InterruptedException {
        int port = EmbeddedBroker.freePort();
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("broker"), port)) {
            broker.started().join();
            whatComesWhileTheReceiverIsAwayIsKept(MqttConfig.USUAL, at(port));
        }
    }

    @Test
    void whatComesWhileTheReceiverIsAwayIsKeptByMosquitto() throws IOException, InterruptedException {
        try (Mosquitto mosquitto = Mosquitto.start(directory.resolve("mosquitto"), "allow_anonymous true")) {
            whatComesWhileTheReceiverIsAwayIsKept(MqttConfig.USUAL, mosquitto.address());
        }
    }

    @Test
    void theOlderProtocolKeepsMessagesToo() throws IOException, InterruptedException {
        try (Mosquitto mosquitto = Mosquitto.start(directory.resolve("mosquitto"), "allow_anonymous true")) {
            whatComesWhileTheReceiverIsAwayIsKept(MqttConfig.parse(Map.of("version", "3.1.1")), mosquitto.address());
        }
    }

    private void whatComesWhileTheReceiverIsAwayIsKept(MqttConfig config, BrokerAddress broker)
            throws InterruptedException {
        // given: a receiver that was there, and went
        new Receiver(config, broker).connected().close();

        // when
        try (MqttLink sender = MqttLink.publishing(config, broker, "sender")) {
            sendAll(sender);
        }

        // then
        try (Receiver receiver = new Receiver(config, broker)) {
            await(() -> receiver.stored(HOME) == MESSAGES);
            assertThat(receiver.statistics.snapshot().deadLetters()).isZero();
        }
    }

    @Test
    void aBrokerThatIsKilledAndComesBackIsFoundAgain() throws IOException, InterruptedException {
        try (Mosquitto mosquitto = Mosquitto.start(directory.resolve("mosquitto"), "allow_anonymous true");
                Receiver receiver = new Receiver(MqttConfig.USUAL, mosquitto.address());
                MqttLink sender = MqttLink.publishing(MqttConfig.USUAL, mosquitto.address(), "sender")) {
            // given
            receiver.connected();
            send(sender, "loadcast/meters/home/reading", reading(0, 1)).join();
            await(() -> receiver.stored(HOME) == 1);

            mosquitto.awaitSaved();

            // when
            mosquitto.kill();
            await(() -> receiver.ingest.trouble().isPresent());
            CompletableFuture<Void> sent = send(sender, "loadcast/meters/home/reading", reading(1, 2));
            mosquitto.startAgain();

            // then
            sent.join();
            await(() -> receiver.stored(HOME) == 2);
            assertThat(receiver.ingest.trouble()).isEmpty();
        }
    }

    @Test
    void repeatedAndLateReadingsSettleToOneValue() throws IOException, InterruptedException {
        try (Mosquitto mosquitto = Mosquitto.start(directory.resolve("mosquitto"), "allow_anonymous true");
                Receiver receiver = new Receiver(MqttConfig.USUAL, mosquitto.address()).connected();
                MqttLink sender = MqttLink.publishing(MqttConfig.USUAL, mosquitto.address(), "sender")) {
            // when
            for (String payload : new String[] {reading(1, 5), reading(1, 5), reading(0, 3), reading(1, 6)}) {
                send(sender, "loadcast/meters/home/reading", payload).join();
            }

            // then
            await(() -> receiver.statistics.snapshot().received() == 4
                    && receiver.statistics.snapshot().waiting() == 0);
            assertThat(receiver.stores.measurements().readings(HOME, Interval.of(START, Duration.ofHours(1))))
                    .containsExactly(
                            new Reading.Power(HOME, START, 3),
                            new Reading.Power(HOME, START.plus(Duration.ofSeconds(60)), 6));
        }
    }

    @Test
    void aBrokenPayloadGoesAmongTheDeadLettersAndTheGoodOnesPass() throws IOException, InterruptedException {
        try (Mosquitto mosquitto = Mosquitto.start(directory.resolve("mosquitto"), "allow_anonymous true");
                Receiver receiver = new Receiver(MqttConfig.USUAL, mosquitto.address()).connected();
                MqttLink sender = MqttLink.publishing(MqttConfig.USUAL, mosquitto.address(), "sender")) {
            // when
            send(sender, "loadcast/meters/home/reading", "{").join();
            send(sender, "loadcast/meters/home/reading", "[" + reading(0, 1) + ",{\"power_kw\":\"much\"}]")
                    .join();
            send(sender, "loadcast/meters/home/reading", reading(1, 2)).join();

            // then
            await(() -> receiver.stored(HOME) == 2 && receiver.letters.count() == 2);
            assertThat(receiver.statistics.snapshot().deadLetters()).isEqualTo(2);
            assertThat(receiver.letters.newest(10))
                    .extracting(DeadLetter::reason)
                    .allSatisfy(reason -> assertThat(reason).isNotBlank());
        }
    }

    @Test
    void aClockThatRunsAheadIsFlagged() throws IOException, InterruptedException {
        try (Mosquitto mosquitto = Mosquitto.start(directory.resolve("mosquitto"), "allow_anonymous true");
                Receiver receiver = new Receiver(MqttConfig.USUAL, mosquitto.address()).connected();
                MqttLink sender = MqttLink.publishing(MqttConfig.USUAL, mosquitto.address(), "sender")) {
            // when: twenty minutes ahead is stored, two hours are refused
            Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
            send(sender, "loadcast/meters/home/reading", reading(now.plus(Duration.ofMinutes(20)), 1))
                    .join();
            send(sender, "loadcast/meters/home/reading", reading(now.plus(Duration.ofHours(2)), 1))
                    .join();

            // then
            await(() -> receiver.letters.count() == 1
                    && receiver.statistics.snapshot().stored() == 1);
            assertThat(receiver.statistics.snapshot().clocksAhead()).isEqualTo(1);
            assertThat(receiver.letters.newest(1).get(0).reason()).contains("lies in the future");
        }
    }

    @Test
    void anInstallationMayRefuseMetersThatItDoesNotKnow() throws IOException, InterruptedException {
        try (Mosquitto mosquitto = Mosquitto.start(directory.resolve("mosquitto"), "allow_anonymous true");
                Receiver receiver = new Receiver(MqttConfig.parse(Map.of("new_meters", "refuse")), mosquitto.address())
                        .connected();
                MqttLink sender = MqttLink.publishing(MqttConfig.USUAL, mosquitto.address(), "sender")) {
            // when
            send(sender, "loadcast/meters/home/reading", reading(0, 1)).join();

            // then
            await(() -> receiver.letters.count() == 1);
            assertThat(receiver.letters.newest(1).get(0).reason()).contains("Meter home is not in the directory");
            assertThat(receiver.stored(HOME)).isZero();
        }
    }

    @Test
    void aDeviceThatIsAnnouncedIsHeardFromThenOn() throws IOException, InterruptedException {
        MessageMapping mapping = MessageMapping.parse(new ObjectMapper().readTree("[\"home-assistant-discovery\"]"));
        try (Mosquitto mosquitto = Mosquitto.start(directory.resolve("mosquitto"), "allow_anonymous true");
                MqttLink sender = MqttLink.publishing(MqttConfig.USUAL, mosquitto.address(), "sender")) {
            // given: an announcement and a state, both kept by the broker from before
            String announcement =
                    "{\"state_topic\":\"boiler/power\",\"unit_of_measurement\":\"W\",\"unique_id\":\"home\"}";
            sender.publish("homeassistant/sensor/boiler/config", bytes(announcement), true)
                    .join();
            sender.publish("boiler/power", bytes("900"), true).join();

            try (Receiver receiver =
                    new Receiver(MqttConfig.USUAL, mosquitto.address(), mapping, 1 << 24).connected()) {
                await(() -> receiver.statistics.snapshot().received() == 2);
                await(() -> receiver.statistics.snapshot().waiting() == 0);

                // when
                send(sender, "boiler/power", "1500").join();

                // then: the kept state, whose age nobody knows, is no reading
                await(() -> receiver.stores.measurements().latest(HOME).isPresent());
                assertThat(receiver.stores.measurements().latest(HOME).orElseThrow())
                        .isInstanceOfSatisfying(
                                Reading.Power.class,
                                power -> assertThat(power.kilowatts()).isEqualTo(1.5));
                assertThat(receiver.letters.count()).isZero();
                assertThat(receiver.statistics.snapshot().stored()).isEqualTo(1);
            }
        }
    }

    @Test
    void whileTheStoreIsAwayReadingsWaitAndTheBrokerKeepsThem() throws IOException, InterruptedException {
        try (Mosquitto mosquitto = Mosquitto.start(directory.resolve("mosquitto"), "allow_anonymous true");
                MqttLink sender = MqttLink.publishing(MqttConfig.USUAL, mosquitto.address(), "sender")) {
            // given: a store that goes away, readings that come, and a service that ends before the store is back
            try (Receiver receiver = new Receiver(MqttConfig.USUAL, mosquitto.address()).connected()) {
                receiver.stores.leave();
                send(sender, "loadcast/meters/home/reading", reading(0, 1)).join();
                await(() -> receiver.ingest.trouble().isPresent());
                assertThat(receiver.ingest.trouble())
                        .hasValueSatisfying(why -> assertThat(why).contains("away"));
                assertThat(receiver.statistics.snapshot().waiting()).isEqualTo(1);
                assertThat(receiver.statistics.snapshot().storeFailures()).isPositive();
            }

            // when: the next one finds the store
            try (Receiver receiver = new Receiver(MqttConfig.USUAL, mosquitto.address())) {
                // then
                await(() -> receiver.stored(HOME) == 1);
            }
        }
    }

    @Test
    void whatDoesNotFitIntoMemoryStaysWithTheBroker() throws IOException, InterruptedException {
        long roomFor200 = 200 * 700L;
        try (Mosquitto mosquitto = Mosquitto.start(
                        directory.resolve("mosquitto"), "allow_anonymous true", "max_inflight_messages 0");
                Receiver receiver = new Receiver(
                                MqttConfig.USUAL, mosquitto.address(), MessageMapping.ofOwnTopics(), roomFor200)
                        .connected();
                MqttLink sender = MqttLink.publishing(MqttConfig.USUAL, mosquitto.address(), "sender")) {
            // given
            receiver.stores.leave();

            // when
            sendAll(sender);
            await(() -> receiver.statistics.snapshot().waiting() > 100
                    && receiver.ingest.trouble().isPresent());
            assertThat(receiver.statistics.snapshot().waiting()).isLessThanOrEqualTo(300);
            receiver.stores.comeBack();

            // then
            await(() -> receiver.stored(HOME) == MESSAGES);
            assertThat(receiver.statistics.snapshot().dropped()).isZero();
            await(() -> receiver.ingest.trouble().isEmpty());
        }
    }

    private static BrokerAddress at(int port) {
        return new BrokerAddress("127.0.0.1", port, false);
    }

    private static void sendAll(MqttLink sender) {
        CompletableFuture<?>[] sent = IntStream.range(0, MESSAGES)
                .mapToObj(i -> send(sender, "loadcast/meters/home/reading", reading(i, i)))
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(sent).join();
    }

    private static CompletableFuture<Void> send(MqttLink sender, String topic, String payload) {
        return sender.publish(topic, bytes(payload), false);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String reading(int minute, double kilowatts) {
        return reading(START.plus(Duration.ofMinutes(minute)), kilowatts);
    }

    private static String reading(Instant timestamp, double kilowatts) {
        return "{\"timestamp\":\"" + timestamp + "\",\"power_kw\":" + kilowatts + "}";
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        Instant end = Instant.now().plusSeconds(30);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).as("the condition comes true within 30 s").isBefore(end);
            Thread.sleep(20);
        }
    }
}
