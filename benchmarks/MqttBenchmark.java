import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.meter.Reading;
import org.loadcast.features.series.Interval;
import org.loadcast.features.store.Stores;
import org.loadcast.features.store.influx.InfluxConfig;
import org.loadcast.features.store.influx.InfluxStores;
import org.loadcast.features.store.sqlite.SqliteStores;

/** Messages of QoS 1 by Mosquitto into a service of its own process: whether one gets lost when something dies, and how many a second. */
public final class MqttBenchmark {

    private static final int METERS = 20;
    private static final Instant START = Instant.now().minus(Duration.ofDays(3)).truncatedTo(ChronoUnit.DAYS);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int MOST_IN_FLIGHT = 2_000;

    private static Path directory;

    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("acknowledge")) {
            acknowledge(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
            return;
        }
        directory = Files.createTempDirectory("mqtt-benchmark");
        if (arguments[0].equals("throughput")) {
            throughput(Integer.parseInt(arguments[1]));
        } else {
            System.out.println("case        sent  stored  duplicate  missing  seconds");
            for (String name : arguments[1].split(",")) {
                nothingLost(name, Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]), Integer.parseInt(arguments[4]));
            }
        }
        System.exit(0);
    }

    // ---- nothing lost

    private static void nothingLost(String name, int messages, int perSecond, int awaySeconds) throws Exception {
        Path home = Files.createDirectories(directory.resolve(name));
        try (Server broker = mosquitto(home);
                Server influx = name.equals("database") || name.equals("disk") ? influxd(home) : null;
                SmallDisk outbox = name.equals("disk") ? new SmallDisk(home.resolve("data").resolve("outbox")) : null;
                Server service = service(home, broker.port, influx);
                Stores stores = influx == null
                        ? SqliteStores.open(home.resolve("data"))
                        : InfluxStores.open(home.resolve("reader"), InfluxConfig.parse(influxSettings(influx.port)));
                Sender sender = new Sender(broker.port)) {
            awaitSubscribed(sender, stores);
            long begin = System.nanoTime();
            Thread accident = new Thread(() -> accident(name, service, broker, influx, awaySeconds));
            accident.start();
            for (int i = 0; i < messages; i++) {
                sender.send(topic(i), reading(i));
                long due = begin + i * 1_000_000_000L / perSecond;
                LockSupport.parkNanos(Math.max(0, due - System.nanoTime()));
            }
            sender.awaitAll();
            accident.join();
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (stored(stores).size() < messages && System.nanoTime() < end) {
                Thread.sleep(1_000);
            }
            List<Reading> stored = stored(stores);
            long distinct = stored.stream().map(MqttBenchmark::identity).distinct().count();
            System.out.printf(Locale.ROOT, "%-10s %5d  %6d  %9d  %7d  %7.1f%n", name, sender.acknowledged.get(), stored.size(),
                    stored.size() - distinct, messages - distinct, (System.nanoTime() - begin) / 1e9);
        }
    }

    /** Three seconds in: something dies without warning, and comes back. */
    private static void accident(String name, Server service, Server broker, Server influx, int awaySeconds) {
        try {
            Thread.sleep(3_000);
            Server victim = switch (name) {
                case "service" -> service;
                case "broker" -> broker;
                case "database", "disk" -> influx;
                default -> throw new IllegalArgumentException("Case '" + name + "' is not service, broker, database or disk.");
            };
            victim.kill();
            Thread.sleep(victim == influx ? awaySeconds * 1_000L : 2_000);
            victim.start();
        } catch (Exception failed) {
            failed.printStackTrace();
        }
    }

    /** So small that the readings of a few seconds fill it; mounting it needs root. */
    private static final class SmallDisk implements AutoCloseable {

        private static final String SIZE = "size=256k";

        private final Path directory;

        SmallDisk(Path directory) throws Exception {
            this.directory = Files.createDirectories(directory);
            run("mount", "-t", "tmpfs", "-o", SIZE, "none", directory.toString());
        }

        private static void run(String... command) throws Exception {
            if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
                throw new IOException(String.join(" ", command) + " failed. Run this case as root.");
            }
        }

        @Override
        public void close() throws Exception {
            run("umount", "--lazy", directory.toString());
        }
    }

    private static String identity(Reading reading) {
        return reading.meter() + " " + reading.timestamp();
    }

    /** The value tells which message a reading came from; one that is wrong counts as missing. */
    private static List<Reading> stored(Stores stores) {
        List<Reading> all = new ArrayList<>();
        for (int meter = 0; meter < METERS; meter++) {
            try {
                for (Reading reading : stores.measurements().readings(MeterId.of("m-" + meter), Interval.of(START, Duration.ofDays(2)))) {
                    int i = (int) Duration.between(START, reading.timestamp()).toSeconds() * METERS + meter;
                    if (reading instanceof Reading.Power power && Math.round(power.kilowatts() * 1000) == i) {
                        all.add(reading);
                    }
                }
            } catch (RuntimeException away) {
                return List.of();
            }
        }
        return all;
    }

    // ---- throughput

    private static void throughput(int messages) throws Exception {
        try (Server broker = mosquitto(directory)) {
            try (Server bare = new Server(broker.port, directory.resolve("bare.log"), Map.of(), List.of(
                            java(), "-cp", System.getProperty("java.class.path"), "-Dlogback.configurationFile=benchmarks/logback.xml",
                            "benchmarks/MqttBenchmark.java", "acknowledge", String.valueOf(broker.port), String.valueOf(messages)));
                    Sender sender = new Sender(broker.port)) {
                bare.awaitLine("subscribed");
                long begin = System.nanoTime();
                for (int i = 0; i < messages; i++) {
                    sender.send("bare/" + i % METERS, reading(i));
                }
                bare.awaitLine("done");
                report("a consumer that only acknowledges", messages, 1, System.nanoTime() - begin);
            }
            try (Server service = service(directory, broker.port, null);
                    Stores stores = SqliteStores.open(directory.resolve("data"));
                    Sender sender = new Sender(broker.port)) {
                awaitSubscribed(sender, stores);
                long begin = System.nanoTime();
                for (int i = 0; i < messages; i++) {
                    sender.send(topic(i), reading(i));
                }
                awaitLast(stores, messages - 1);
                report("Loadcast, a reading a message", messages, 1, System.nanoTime() - begin);

                int each = 50;
                int first = messages / METERS * METERS;
                begin = System.nanoTime();
                int arrays = messages / each;
                for (int array = 0; array < arrays; array++) {
                    int meter = array % METERS;
                    List<String> rows = new ArrayList<>();
                    for (int row = 0; row < each; row++) {
                        rows.add(reading(first + (array / METERS * each + row) * METERS + meter));
                    }
                    sender.send(topic(meter), "[" + String.join(",", rows) + "]");
                }
                awaitLast(stores, first + ((arrays - 1) / METERS * each + each - 1) * METERS + (arrays - 1) % METERS);
                report("Loadcast, 50 readings a message", arrays, each, System.nanoTime() - begin);
            }
        }
    }

    private static void report(String what, int messages, int each, long nanos) {
        double seconds = nanos / 1e9;
        System.out.printf(Locale.ROOT, "%-36s %7d messages  %6.2f s  %7.0f messages/s  %8.0f readings/s%n", what, messages, seconds,
                messages / seconds, messages * each / seconds);
    }

    private static void awaitLast(Stores stores, int last) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Instant expected = timestamp(last);
        while (stores.measurements().latest(MeterId.of("m-" + last % METERS)).map(r -> r.timestamp().isBefore(expected)).orElse(true)) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("The last reading did not come within " + PATIENCE);
            }
            Thread.sleep(50);
        }
    }

    /** The bare consumer. */
    private static void acknowledge(int port, int messages) throws Exception {
        AtomicInteger left = new AtomicInteger(messages);
        CountDownLatch done = new CountDownLatch(1);
        Mqtt5AsyncClient client = MqttClient.builder().serverHost("127.0.0.1").serverPort(port).useMqttVersion5().buildAsync();
        client.publishes(MqttGlobalPublishFilter.ALL, publish -> {
            publish.acknowledge();
            if (left.decrementAndGet() == 0) {
                done.countDown();
            }
        }, true);
        client.connect().join();
        client.subscribeWith().topicFilter("bare/+").qos(MqttQos.AT_LEAST_ONCE).send().join();
        System.out.println("subscribed");
        done.await();
        System.out.println("done");
        System.exit(0);
    }

    // ---- messages

    private static String topic(int i) {
        return "loadcast/meters/m-" + i % METERS + "/reading";
    }

    private static Instant timestamp(int i) {
        return START.plusSeconds(i / METERS);
    }

    private static String reading(int i) {
        return "{\"timestamp\":\"" + timestamp(i) + "\",\"power_kw\":" + i / 1000.0 + "}";
    }

    /** Sends a message again until the broker has acknowledged it, over a broker's death too. */
    private static final class Sender implements AutoCloseable {

        private final Semaphore room = new Semaphore(MOST_IN_FLIGHT);
        private final AtomicInteger acknowledged = new AtomicInteger();
        private final Mqtt5AsyncClient client;

        Sender(int port) {
            client = MqttClient.builder().serverHost("127.0.0.1").serverPort(port).automaticReconnect()
                    .initialDelay(100, TimeUnit.MILLISECONDS).maxDelay(500, TimeUnit.MILLISECONDS).applyAutomaticReconnect()
                    .useMqttVersion5().buildAsync();
            client.connect().join();
        }

        void send(String topic, String payload) {
            room.acquireUninterruptibly();
            attempt(topic, payload);
        }

        private void attempt(String topic, String payload) {
            client.publishWith().topic(topic).qos(MqttQos.AT_LEAST_ONCE).payload(payload.getBytes(StandardCharsets.UTF_8)).send()
                    .whenComplete((result, failed) -> {
                        if (failed != null || result.getError().isPresent()) {
                            java.util.concurrent.CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS)
                                    .execute(() -> attempt(topic, payload));
                        } else {
                            acknowledged.incrementAndGet();
                            room.release();
                        }
                    });
        }

        void awaitAll() {
            room.acquireUninterruptibly(MOST_IN_FLIGHT);
            room.release(MOST_IN_FLIGHT);
        }

        @Override
        public void close() {
            client.disconnect();
        }
    }

    private static void awaitSubscribed(Sender sender, Stores stores) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (stores.measurements().latest(MeterId.of("probe")).isEmpty()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("The service did not subscribe within " + PATIENCE + "; see the logs in " + directory);
            }
            sender.send("loadcast/meters/probe/reading", reading(0));
            Thread.sleep(500);
        }
        sender.awaitAll();
        sender.acknowledged.set(0);
    }

    // ---- servers

    private static String java() {
        return ProcessHandle.current().info().command().orElse("java");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static Server mosquitto(Path home) throws Exception {
        int port = freePort();
        Path configuration = home.resolve("mosquitto.conf");
        Files.writeString(configuration, """
                listener %d 127.0.0.1
                allow_anonymous true
                persistence true
                persistence_location %s/
                autosave_interval 1
                max_queued_messages 0
                max_inflight_messages 0
                user %s
                """.formatted(port, home, System.getProperty("user.name")));
        Server server = new Server(port, home.resolve("mosquitto.log"), Map.of(), List.of("/usr/sbin/mosquitto", "-c", configuration.toString()));
        server.awaitPort();
        return server;
    }

    private static Server influxd(Path home) throws Exception {
        int port = freePort();
        Path configuration = home.resolve("influxdb.conf");
        Files.writeString(configuration, """
                reporting-disabled = true
                bind-address = "127.0.0.1:%d"
                [meta]
                dir = "%3$s/meta"
                [data]
                dir = "%3$s/db"
                wal-dir = "%3$s/wal"
                [monitor]
                store-enabled = false
                [http]
                bind-address = "127.0.0.1:%2$d"
                log-enabled = false
                """.formatted(freePort(), port, home));
        Server server = new Server(port, home.resolve("influxd.log"), Map.of(), List.of("influxd", "-config", configuration.toString()));
        server.awaitPort();
        HttpClient.newHttpClient().send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/query?q=CREATE%20DATABASE%20loadcast"))
                        .POST(HttpRequest.BodyPublishers.noBody()).build(),
                HttpResponse.BodyHandlers.discarding());
        return server;
    }

    private static Map<String, String> influxSettings(int port) {
        return Map.of("url", "http://127.0.0.1:" + port, "version", "1", "database", "loadcast");
    }

    private static Server service(Path home, int brokerPort, Server influx) throws Exception {
        Map<String, String> settings = new java.util.HashMap<>(Map.of("LOADCAST_MQTT_URL", "mqtt://127.0.0.1:" + brokerPort));
        if (influx != null) {
            influxSettings(influx.port).forEach((name, value) -> settings.put("LOADCAST_INFLUX_" + name.toUpperCase(Locale.ROOT), value));
        }
        return new Server(0, home.resolve("service.log"), settings, List.of(java(), "-Xmx1g", "-jar", "serving/target/loadcast.jar",
                "--data", home.resolve("data").toString(), "serve", "--port", "0"));
    }

    /** A process that can be killed and started again. */
    private static final class Server implements AutoCloseable {

        private final int port;
        private final Path log;
        private final Map<String, String> settings;
        private final List<String> command;
        private Process process;

        Server(int port, Path log, Map<String, String> settings, List<String> command) throws IOException {
            this.port = port;
            this.log = log;
            this.settings = settings;
            this.command = command;
            start();
        }

        void start() throws IOException {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().putAll(settings);
            process = builder.start();
        }

        /** As kill -9 does. */
        void kill() throws InterruptedException {
            process.destroyForcibly().waitFor();
        }

        void awaitPort() throws Exception {
            for (int i = 0; i < 600; i++) {
                try (var socket = new java.net.Socket("127.0.0.1", port)) {
                    return;
                } catch (IOException notYet) {
                    Thread.sleep(50);
                }
            }
            throw new IOException("It did not start: " + Files.readString(log));
        }

        void awaitLine(String line) throws Exception {
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (Files.readString(log).lines().noneMatch(line::equals)) {
                if (!process.isAlive() && Files.readString(log).lines().noneMatch(line::equals) || System.nanoTime() > end) {
                    throw new IOException("It did not say '" + line + "': " + Files.readString(log));
                }
                Thread.sleep(50);
            }
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}
