package org.loadcast.features.store.influx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.meter.Reading;
import org.loadcast.features.series.Interval;
import org.loadcast.features.store.ChildJvm;
import org.loadcast.features.store.PowerRows;
import org.loadcast.features.store.StoreException;

/** A real InfluxDB that is killed and started again. */
class InfluxOutageTest {

    private static final MeterId METER = MeterId.of("M-17");
    private static final Instant START = Instant.parse("2024-03-01T00:00:00Z");
    private static final Interval DAY = Interval.of(START, Duration.ofDays(1));

    @TempDir
    private Path serverDirectory;

    @TempDir
    private Path data;

    private InfluxDatabases databases;
    private Map<String, String> settings;

    @BeforeEach
    void start() throws Exception {
        databases = new InfluxDatabases(serverDirectory);
        settings = databases.settings();
    }

    @AfterEach
    void stop() {
        if (databases != null) {
            databases.close();
        }
    }

    private InfluxStores open() {
        return InfluxStores.open(data, InfluxConfig.parse(settings), InfluxDatabases.IMPATIENT);
    }

    private static Reading.Power reading(int quarter, double kilowatts) {
        return new Reading.Power(METER, START.plusSeconds(900L * quarter), kilowatts);
    }

    private static void awaitDelivery(InfluxStores stores) throws InterruptedException {
        for (int i = 0; i < 600 && stores.bytesWaiting() > 0; i++) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        assertThat(stores.bytesWaiting()).isZero();
    }

    @Test
    void whatComesWhileTheDatabaseIsDownArrivesInOrderWhenItIsBack() throws Exception {
        try (InfluxStores stores = open()) {
            // given
            stores.measurements().write(List.of(reading(0, 1)));
            databases.server().kill();

            // when
            stores.measurements().write(List.of(reading(1, 2), reading(2, 3)));
            stores.measurements().write(List.of(reading(1, 20)));
            assertThat(stores.bytesWaiting()).isPositive();
            databases.server().start();
            awaitDelivery(stores);

            // then the later value of the same time stands
            assertThat(stores.measurements().readings(METER, DAY))
                    .containsExactly(reading(0, 1), reading(1, 20), reading(2, 3));
        }
    }

    @Test
    void readsSayThatTheDatabaseIsDown() throws Exception {
        try (InfluxStores stores = open()) {
            // given
            databases.server().kill();

            // then
            assertThatThrownBy(() -> stores.measurements().load(METER, DAY, Duration.ofMinutes(15)))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("InfluxDB at " + databases.server().url() + " does not answer")
                    .hasMessageContaining("outbox");
        }
    }

    @Test
    void whatWaitsOutlivesTheService() throws Exception {
        // given
        databases.server().kill();
        try (InfluxStores stores = open()) {
            stores.measurements().write(List.of(reading(0, 1)));
        }

        // when
        databases.server().start();
        try (InfluxStores stores = open()) {
            awaitDelivery(stores);

            // then
            assertThat(stores.measurements().readings(METER, DAY)).containsExactly(reading(0, 1));
        }
    }

    /** Writes a reading for every quarter of an hour, a line for each one that is stored. */
    static final class Writer {
        public static void main(String[] arguments) {
            InfluxConfig config =
                    InfluxConfig.parse(Map.of("url", arguments[1], "version", "1", "database", arguments[2]));
            try (InfluxStores stores = InfluxStores.open(Path.of(arguments[0]), config, InfluxDatabases.IMPATIENT)) {
                for (int i = 0; ; i++) {
                    stores.measurements().write(List.of(reading(i, i)));
                    System.out.println(i);
                }
            }
        }
    }

    @Test
    void everyAcknowledgedReadingOutlivesAKillOfServiceAndDatabase() throws Exception {
        // given a service that writes, a database that is killed, then the service as well
        int acknowledged;
        try (ChildJvm child =
                ChildJvm.start(Writer.class, data.toString(), settings.get("url"), settings.get("database"))) {
            String last = "";
            for (int i = 0; i < 100; i++) {
                last = child.line();
                if (i == 50) {
                    databases.server().kill();
                }
            }
            List<String> unread = child.kill();
            acknowledged = Integer.parseInt(unread.isEmpty() ? last : unread.get(unread.size() - 1));
        }

        // when
        databases.server().start();
        try (InfluxStores stores = open()) {
            awaitDelivery(stores);

            // then
            List<Reading> readings = stores.measurements()
                    .readings(METER, Interval.of(START, Duration.ofMinutes(15).multipliedBy(acknowledged + 1L)));
            assertThat(readings).hasSize(acknowledged + 1);
            for (int i = 0; i <= acknowledged; i++) {
                assertThat(readings.get(i)).isEqualTo(reading(i, i));
            }
        }
    }

    @Test
    void aFullOutboxAcknowledgesNothing() throws Exception {
        // given an outbox of a megabyte, which 20,000 lines of about 45 bytes do not fill, but 30,000 do
        settings.put("outbox_mb", "1");
        databases.server().kill();
        try (InfluxStores stores = open()) {
            PowerRows rows = new PowerRows();
            for (int i = 0; i < 30_000; i++) {
                rows.add(METER, START.getEpochSecond() + i, i);
            }

            // then
            assertThatThrownBy(() -> stores.measurements().write(rows))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("is full");
        }
    }

    /** A disk of {@code kilobytes} at {@code directory}, until it is closed; skips the test where none can be made. */
    private record SmallDisk(Path directory) implements AutoCloseable {

        static SmallDisk mount(Path directory, int kilobytes) throws IOException {
            Files.createDirectories(directory);
            assumeTrue(
                    succeeds("mount", "-t", "tmpfs", "-o", "size=" + kilobytes + "k", "none", directory.toString()),
                    "A small disk is mounted, for which one must be root");
            return new SmallDisk(directory);
        }

        private static boolean succeeds(String... command) {
            try {
                return new ProcessBuilder(command).start().onExit().join().exitValue() == 0;
            } catch (IOException noSuchProgram) {
                return false;
            }
        }

        @Override
        public void close() {
            succeeds("umount", directory.toString());
        }
    }

    @Test
    void whatWasAcknowledgedBeforeAndAfterTheDiskOfTheOutboxWasFullIsThereOnce() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(data.resolve("outbox"), 64);
                InfluxStores stores = open()) {
            // given batches of 100 readings, about 5 kB each, until the disk is full
            databases.server().kill();
            int batch = 0;
            Optional<StoreException> full = Optional.empty();
            while (full.isEmpty() && batch < 1_000) {
                try {
                    stores.measurements().write(hundred(batch));
                    batch++;
                } catch (StoreException refused) {
                    full = Optional.of(refused);
                }
            }
            assertThat(batch).isBetween(2, 100);
            assertThat(disk.directory().toFile().getUsableSpace()).isLessThan(5_000);
            assertThat(full.orElseThrow()).hasMessageContaining("Nothing was stored. Check the disk.");
            assertThat(stores.trouble())
                    .hasValueSatisfying(text -> assertThat(text).contains("cannot be written"));

            // when the sender tries the same batch again until it is taken, as it does with what was not acknowledged
            databases.server().start();
            for (int end = batch + 10; batch < end; ) {
                try {
                    stores.measurements().write(hundred(batch));
                    batch++;
                } catch (StoreException stillFull) {
                    TimeUnit.MILLISECONDS.sleep(50);
                }
            }
            awaitDelivery(stores);

            // then
            List<Reading> readings =
                    stores.measurements().readings(METER, Interval.of(START, Duration.ofSeconds(100L * batch)));
            assertThat(readings).hasSize(100 * batch);
            for (int i = 0; i < readings.size(); i++) {
                assertThat(readings.get(i)).isEqualTo(new Reading.Power(METER, START.plusSeconds(i), i));
            }
            assertThat(stores.trouble()).isEmpty();
        }
    }

    private static List<Reading.Power> hundred(int batch) {
        return IntStream.range(100 * batch, 100 * (batch + 1))
                .mapToObj(i -> new Reading.Power(METER, START.plusSeconds(i), i))
                .toList();
    }

    @Test
    void anotherProcessHasTheOutboxSoNothingCanWait() throws Exception {
        try (InfluxStores first = open();
                InfluxStores second = open()) {
            // given
            second.measurements().write(List.of(reading(0, 1)));
            assertThat(first.measurements().readings(METER, DAY)).containsExactly(reading(0, 1));

            // when
            databases.server().kill();

            // then
            assertThatThrownBy(() -> second.measurements().write(List.of(reading(1, 2))))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("Another process has the outbox");
        }
    }

    @Test
    void linesThatTheDatabaseWillNeverTakeAreAnErrorAtOnce() throws Exception {
        // given power_kw as a text
        databases.server().statement("CREATE DATABASE odd");
        settings.put("database", "odd");
        DeliveryByV1 delivery = new DeliveryByV1(Http.client(), InfluxConfig.parse(settings));
        delivery.deliver(new Line("load")
                .tag("meter_id", METER.value())
                .field("power_kw", "much")
                .at(START.getEpochSecond()));

        // then
        try (InfluxStores stores = open()) {
            assertThatThrownBy(() -> stores.measurements().write(List.of(reading(1, 2))))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("field type conflict")
                    .hasMessageContaining("another type");
            assertThat(stores.bytesWaiting()).isZero();
        }
    }

    @Test
    void refusedLinesInTheOutboxArePutAsideAndTheRestGoesOn() throws Exception {
        // given a text that waits where a number will be, among good ones
        databases.server().kill();
        try (Outbox outbox = Outbox.open(data.resolve("outbox"), 1 << 20).orElseThrow()) {
            outbox.append("load,meter_id=M-17 power_kw=1 " + START.getEpochSecond());
            outbox.append("load,meter_id=M-17 power_kw=\"much\" " + START.getEpochSecond());
            outbox.append("load,meter_id=M-17 power_kw=3 " + (START.getEpochSecond() + 900));
        }

        // when
        databases.server().start();
        try (InfluxStores stores = open()) {
            awaitDelivery(stores);

            // then
            assertThat(stores.measurements().readings(METER, DAY)).containsExactly(reading(0, 1), reading(1, 3));
            assertThat(data.resolve("outbox").resolve("refused.lp")).content().contains("much");
        }
    }

    @Test
    void aDatabaseThatIsNotThereIsAnErrorWithARemedy() {
        // given
        settings.put("database", "nowhere");

        // then
        try (InfluxStores stores = open()) {
            assertThatThrownBy(() -> stores.measurements().write(List.of(reading(0, 1))))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("nowhere")
                    .hasMessageContaining("that the bucket or database exists");
            assertThatThrownBy(() -> stores.measurements().meters())
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("database not found");
        }
        assertThat(Files.exists(data.resolve("outbox").resolve("refused.lp"))).isFalse();
    }
}
