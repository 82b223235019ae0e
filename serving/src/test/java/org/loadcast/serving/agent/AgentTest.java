package org.loadcast.serving.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.loadcast.features.meter.MeterId;
import org.loadcast.serving.ingest.mqtt.Mosquitto;
import org.loadcast.serving.ingest.mqtt.MqttConfig;
import org.loadcast.serving.ingest.mqtt.MqttLink;

/** A machine of the test's own, sending by a real Mosquitto. */
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AgentTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    @TempDir
    private Path directory;

    private final List<String> topics = new CopyOnWriteArrayList<>();
    private final List<JsonNode> readings = new CopyOnWriteArrayList<>();

    /** Twenty watts, as a counter of RAPL that starts again from zero every thirty seconds. */
    private final class Machine implements AutoCloseable {

        private static final long RANGE = 600_000_000;

        private final SysTree sys = new SysTree(directory.resolve("sys"));
        private final long start = System.nanoTime();
        private final Thread thread = new Thread(this::count);

        Machine() {
            sys.rapl("intel-rapl:0", "package-0", 0, RANGE);
            thread.start();
        }

        private void count() {
            try {
                while (true) {
                    sys.energy("intel-rapl:0", (System.nanoTime() - start) / 1000 * 20 % RANGE);
                    Thread.sleep(5);
                }
            } catch (InterruptedException over) {
                // The machine is switched off.
            }
        }

        @Override
        public void close() {
            end(thread);
        }
    }

    /** An agent in a thread of its own. */
    private final class Running implements AutoCloseable {

        private final Thread thread;
        private final List<Throwable> failures = new CopyOnWriteArrayList<>();

        Running(Machine machine, Mosquitto broker) {
            thread = new Thread(() -> run(machine, broker), "agent");
            thread.start();
        }

        private void run(Machine machine, Mosquitto broker) {
            try (DiskBuffer buffer =
                            DiskBuffer.open(directory.resolve("buffer"), 1 << 20, DiskBuffer.WhenFull.DROP_OLDEST);
                    MqttLink link = MqttLink.publishing(MqttConfig.USUAL, broker.address(), "agent-test")) {
                new Agent(
                                MeterId.of("desk"),
                                "{\"category\":\"computer\"}",
                                RaplSource.find(machine.sys.root()).orElseThrow(),
                                INTERVAL,
                                buffer,
                                link,
                                Clock.systemUTC(),
                                message -> {})
                        .run();
            } catch (IOException | RuntimeException failed) {
                failures.add(failed);
            }
        }

        @Override
        public void close() {
            end(thread);
            assertThat(failures).isEmpty();
        }
    }

    private static void end(Thread thread) {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void readingsAndWhatIsKnownOfTheMeterGoOut() throws Exception {
        try (Mosquitto broker = Mosquitto.start(directory.resolve("broker"), "allow_anonymous true");
                Receiver receiver = receive(broker);
                Machine machine = new Machine();
                Running agent = new Running(machine, broker)) {
            await(() -> readings.size() >= 4);

            assertThat(receiver).isNotNull();
            assertThat(topics).contains("loadcast/meters/desk/announce", "loadcast/meters/desk/reading");
            assertThat(agent.failures).isEmpty();
        }
        // Twenty watts; a busy machine writes the counter late, so that one reading lacks what the next one has.
        double mean = readings.stream()
                .mapToDouble(reading -> reading.path("power_kw").asDouble())
                .average()
                .orElseThrow();
        assertThat(mean).isCloseTo(0.020, within(0.015));
        assertThat(readings)
                .extracting(reading -> reading.path("timestamp").asText())
                .isSorted();
    }

    @Test
    void nothingIsLostWhileTheBrokerIsAwayAndTheAgentIsStartedAgain() throws Exception {
        try (Mosquitto broker = Mosquitto.start(directory.resolve("broker"), "allow_anonymous true");
                Machine machine = new Machine()) {
            // given: an agent that loses its broker, is ended, and started again without one
            try (Running first = new Running(machine, broker)) {
                receive(broker);
                await(() -> readings.size() >= 2);
                // The receiver's session lasts: what the agent sends before it is back waits for it.
                broker.awaitSaved();
                broker.kill();
                Thread.sleep(2_500);
                assertThat(first.failures).isEmpty();
            }
            Instant ended = Instant.now();
            try (Running second = new Running(machine, broker)) {
                Thread.sleep(2_500);

                // when
                broker.startAgain();
                Receiver receiver = receive(broker);
                await(() -> !readings.isEmpty() && starts().last().isAfter(ended.plusSeconds(4)));
                receiver.close();
                assertThat(second.failures).isEmpty();
            }

            // then: the only gap is the one between the two agents
            List<Instant> times = new ArrayList<>(starts());
            long gaps = 0;
            for (int i = 1; i < times.size(); i++) {
                Duration distance = Duration.between(times.get(i - 1), times.get(i));
                if (!distance.equals(INTERVAL)) {
                    gaps++;
                    assertThat(times.get(i - 1)).isBefore(ended);
                    assertThat(times.get(i)).isAfter(ended);
                }
            }
            assertThat(gaps).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void whatWasReadOutlivesAKill() throws Exception {
        try (Mosquitto broker = Mosquitto.start(directory.resolve("broker"), "allow_anonymous true");
                Machine machine = new Machine()) {
            // given: an agent without its broker, killed
            broker.kill();
            Process killed = start(machine, broker);
            await(() -> waiting().size() >= 3);
            killed.destroyForcibly().waitFor();
            List<String> waiting = waiting();

            // when
            broker.startAgain();
            Receiver receiver = receive(broker);
            Process second = start(machine, broker);

            // then
            await(() -> readings.stream().map(JsonNode::toString).toList().containsAll(waiting));
            second.destroy();
            assertThat(second.waitFor())
                    .as("status of the agent that was asked to stop")
                    .isIn(0, 143);
            receiver.close();
        }
    }

    /** The agent as a process of its own. */
    private Process start(Machine machine, Mosquitto broker) throws IOException {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.loadcast.serving.app.Loadcast",
                        "agent",
                        "--mqtt",
                        broker.address().toString(),
                        "--meter",
                        "desk",
                        "--interval",
                        "PT1S",
                        "--sys",
                        machine.sys.root().toString(),
                        "--data",
                        directory.resolve("data").toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("agent.log").toFile())
                .start();
    }

    /** The whole lines on the disk. */
    private List<String> waiting() {
        try {
            Path file = directory.resolve("data/agent/desk/0000000000000000001.readings");
            String text = Files.exists(file) ? Files.readString(file) : "";
            return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private SortedSet<Instant> starts() {
        SortedSet<Instant> starts = new TreeSet<>();
        readings.forEach(
                reading -> starts.add(Instant.parse(reading.path("timestamp").asText())));
        return starts;
    }

    /** Somebody who listens until it is closed. */
    private Receiver receive(Mosquitto broker) {
        Mqtt5BlockingClient client = MqttClient.builder()
                .useMqttVersion5()
                .serverHost("127.0.0.1")
                .serverPort(broker.port())
                .identifier("receiver")
                .buildBlocking();
        client.toAsync().publishes(MqttGlobalPublishFilter.ALL, this::hear);
        client.connectWith().cleanStart(false).noSessionExpiry().send();
        client.subscribeWith()
                .topicFilter("loadcast/meters/#")
                .qos(MqttQos.AT_LEAST_ONCE)
                .send();
        return client::disconnect;
    }

    private interface Receiver extends AutoCloseable {
        @Override
        void close();
    }

    private void hear(Mqtt5Publish message) {
        topics.add(message.getTopic().toString());
        if (message.getTopic().toString().endsWith("/reading")) {
            try {
                JsonNode payload = JSON.readTree(message.getPayloadAsBytes());
                (payload.isArray() ? payload : List.of(payload)).forEach(readings::add);
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("deadline").isLessThan(end);
            Thread.sleep(50);
        }
    }
}
