import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import io.javalin.Javalin;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.store.PowerRows;
import org.loadcast.features.store.Stores;
import org.loadcast.features.store.sqlite.SqliteStores;
import org.loadcast.features.weather.WeatherRun;
import org.loadcast.features.weather.WeatherTable;

/**
 * How fast {@code loadcast serve} with 500 simulated meters starts and answers, beside a bare Javalin route on the same machine.
 *
 * <p>First one caller alone, one request after the other; then many requests a second, at fixed times whatever the answers do
 * (each latency counts from the time at which the request was due), while readings come in by MQTT and while a training runs.
 * Compilation of hot code takes a core for the first minute of each kind of load, here as in the program that makes it: hence the
 * loads for warming up.
 */
public final class ServeLatency {

    private static final int METERS = 500;
    private static final int DAYS = 120;
    private static final int LOCATIONS = 5;
    private static final int WARM_UP = 2_000;
    private static final int CONNECTIONS = 16;
    private static final long QUARTER_MILLIS = 900_000;
    private static final String HEAP = "-Xmx512m";

    private static int loadSeconds;
    private static int requestsPerSecond;
    private static int readingsPerSecond;
    private static Optional<Path> mosquitto = Optional.empty();

    /** Arguments: directory of the store, seconds of every load, requests and readings a second, and the program of a broker. */
    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("hello")) {
            hello(Integer.parseInt(arguments[1]));
            return;
        }
        Path directory = Path.of(arguments[0]);
        loadSeconds = Integer.parseInt(arguments[1]);
        requestsPerSecond = Integer.parseInt(arguments[2]);
        readingsPerSecond = Integer.parseInt(arguments[3]);
        mosquitto = arguments.length > 4 ? Optional.of(Path.of(arguments[4])) : Optional.empty();
        Instant now = Instant.now();
        System.out.printf("Filling a store with %d meters of %d days at 15 minutes …%n", METERS, DAYS);
        long begin = System.nanoTime();
        fill(directory, now);
        System.out.printf(Locale.ROOT, "  %.1f s%n", seconds(begin));
        serve(directory, now);
        compare(directory);
        System.exit(0);
    }

    private static void serve(Path directory, Instant now) throws Exception {
        int mqtt = freePort();
        Optional<Process> broker = mosquitto.isPresent() ? Optional.of(startMosquitto(directory, mqtt)) : Optional.empty();
        System.out.println("MQTT broker: " + (broker.isPresent() ? "Mosquitto" : "embedded"));
        try {
            serve(directory, mqtt, now);
        } finally {
            broker.ifPresent(Process::destroy);
        }
    }

    private static Process startMosquitto(Path directory, int port) throws IOException {
        Path configuration = directory.resolve("mosquitto.conf");
        Files.writeString(configuration, """
                listener %d 127.0.0.1
                allow_anonymous true
                max_queued_messages 0
                max_inflight_messages 0
                user %s
                """.formatted(port, System.getProperty("user.name")));
        return new ProcessBuilder(mosquitto.orElseThrow().toString(), "-c", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("mosquitto.log").toFile())
                .start();
    }

    private static void serve(Path directory, int mqtt, Instant now) throws Exception {
        long started = System.nanoTime();
        try (Server server = Server.loadcast(directory, mqtt)) {
            server.awaitReady();
            System.out.printf(Locale.ROOT, "./loadcast serve to /health/ready: %.2f s%n%n", seconds(started));
            System.out.println("latency in ms                                          p50     p90     p99     max");
            measure("one caller: day-ahead, first time ever", server, METERS, ServeLatency::dayAhead);
            for (int round = 1; round <= 3; round++) {
                sendReadings(server, now);
                measure("one caller: day-ahead, not cached, round " + round, server, METERS, ServeLatency::dayAhead);
            }
            measure("one caller: day-ahead, cached (warm-up)", server, 10 * METERS, ServeLatency::dayAhead);
            measure("one caller: day-ahead, cached", server, 10 * METERS, ServeLatency::dayAhead);
            measure("one caller: quarter-hour, first time", server, METERS, ServeLatency::quarterHour);
            measure("one caller: quarter-hour, cached", server, 10 * METERS, ServeLatency::quarterHour);
            load("", server);
            try (Sender sender = new Sender(mqtt)) {
                load("warm-up, " + readingsPerSecond + " readings/s: ", server);
                load(readingsPerSecond + " readings/s: ", server);
                sender.report(server);
                awaitQuarter();
                String job = train(server);
                load("… and a training: ", server);
                sender.report(server);
                String state = field(server.get("/api/v1/training-jobs/" + job), "state");
                System.out.println("  the training is " + state);
                if (state.equals("running")) {
                    server.send(HttpRequest.newBuilder().DELETE(), "/api/v1/training-jobs/" + job);
                }
            }
            System.out.printf(Locale.ROOT, "heap after all of this: %.0f MB%n", server.metric("jvm_memory_used_bytes\\{[^}]*area=\"heap\"") / 1e6);
        }
    }

    private static void compare(Path directory) throws Exception {
        try (Server hello = Server.hello(directory)) {
            hello.awaitReady();
            measure("one caller: bare Javalin (warm-up)", hello, WARM_UP, i -> "/health/ready");
            measure("one caller: bare Javalin", hello, 10 * METERS, i -> "/health/ready");
            load("warm-up, bare Javalin: ", hello, i -> "/health/ready");
            load("bare Javalin: ", hello, i -> "/health/ready");
        }
    }

    private static void hello(int port) throws InterruptedException {
        Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.routes.get("/health/ready", ctx -> ctx.result("Hello, dear caller!!"));
                })
                .start("127.0.0.1", port);
        Thread.currentThread().join();
    }

    // ---- what is asked

    private static String meterPath(int i) {
        return "/api/v1/meters/meter-" + i % METERS;
    }

    private static String dayAhead(int i) {
        return meterPath(i) + "/forecast?horizon=day-ahead";
    }

    private static String quarterHour(int i) {
        return meterPath(i) + "/forecast?horizon=quarter-hour";
    }

    /** One reading of every meter for the last whole quarter of an hour, so that no forecast is worth anything any more. */
    private static void sendReadings(Server server, Instant now) throws Exception {
        Instant quarter = Instant.ofEpochSecond(now.getEpochSecond() / 900 * 900 - 900);
        StringBuilder body = new StringBuilder();
        for (int meter = 0; meter < METERS; meter++) {
            body.append("{\"meter_id\":\"meter-").append(meter).append("\",\"timestamp\":\"").append(quarter)
                    .append("\",\"power_kw\":").append(1 + meter % 7).append("}\n");
        }
        server.send(HttpRequest.newBuilder().POST(BodyPublishers.ofString(body.toString())), "/api/v1/readings");
    }

    /** With QUARTER=1 in the environment the next load begins a third of its length before a quarter of an hour does. */
    private static void awaitQuarter() throws InterruptedException {
        if (System.getenv("QUARTER") != null) {
            long early = loadSeconds * 1000L / 3;
            long wait = QUARTER_MILLIS - (System.currentTimeMillis() + early) % QUARTER_MILLIS;
            System.out.printf(Locale.ROOT, "  waiting %d s for a quarter of an hour to begin%n", wait / 1000);
            Thread.sleep(wait);
        }
    }

    private static String train(Server server) throws Exception {
        String job = field(
                server.send(
                        HttpRequest.newBuilder()
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(
                                        "{\"meters\":[\"meter-0\",\"meter-1\",\"meter-2\"],\"horizons\":[\"day-ahead\"]}")),
                        "/api/v1/training-jobs"),
                "id");
        while (field(server.get("/api/v1/training-jobs/" + job), "state").equals("queued")) {
            Thread.sleep(100);
        }
        return job;
    }

    private static String field(String json, String name) {
        Matcher matcher = Pattern.compile("\"" + name + "\":\\s*\"([^\"]*)\"").matcher(json);
        if (!matcher.find()) {
            throw new IllegalStateException("No " + name + " in " + json);
        }
        return matcher.group(1);
    }

    // ---- how it is measured

    private static void measure(String what, Server server, int requests, IntFunction<String> path) throws Exception {
        double[] millis = new double[requests];
        try (Connection connection = new Connection(server.port)) {
            for (int i = 0; i < requests; i++) {
                long begin = System.nanoTime();
                connection.get(path.apply(i));
                millis[i] = 1e3 * seconds(begin);
            }
        }
        report(what, millis);
    }

    private static void load(String what, Server server) throws Exception {
        load(what, server, ServeLatency::dayAhead);
    }

    private static void load(String what, Server server, IntFunction<String> path) throws Exception {
        double[] millis = new double[loadSeconds * requestsPerSecond];
        AtomicInteger next = new AtomicInteger();
        long quarter = System.currentTimeMillis() / QUARTER_MILLIS;
        long begin = System.nanoTime();
        List<FutureTask<Void>> callers = new ArrayList<>();
        for (int caller = 0; caller < CONNECTIONS; caller++) {
            callers.add(new FutureTask<>(() -> {
                try (Connection connection = new Connection(server.port)) {
                    for (int i = next.getAndIncrement(); i < millis.length; i = next.getAndIncrement()) {
                        long due = begin + i * 1_000_000_000L / requestsPerSecond;
                        LockSupport.parkNanos(Math.max(0, due - System.nanoTime()));
                        connection.get(path.apply(i));
                        millis[i] = 1e3 * seconds(due);
                    }
                }
                return null;
            }));
        }
        callers.forEach(caller -> new Thread(caller).start());
        for (FutureTask<Void> caller : callers) {
            caller.get();
        }
        report(what + requestsPerSecond + " requests/s", millis);
        if (System.currentTimeMillis() / QUARTER_MILLIS != quarter) {
            System.out.println("  a quarter of an hour began meanwhile: every forecast was made anew");
        }
    }

    private static void report(String what, double[] millis) {
        Arrays.sort(millis);
        int requests = millis.length;
        System.out.printf(
                Locale.ROOT,
                "%-50s %7.2f %7.2f %7.2f %7.2f%n",
                what,
                millis[requests / 2],
                millis[requests * 9 / 10],
                millis[requests * 99 / 100],
                millis[requests - 1]);
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Sends readings of now by MQTT, every meter in turn, until it is closed. */
    private static final class Sender implements AutoCloseable {

        private final Mqtt5AsyncClient client;
        private final AtomicBoolean stopped = new AtomicBoolean();
        private final AtomicInteger sent = new AtomicInteger();
        private final AtomicInteger acknowledged = new AtomicInteger();
        private final long begin = System.nanoTime();
        private final Thread thread = new Thread(this::send);

        Sender(int port) {
            client = MqttClient.builder().serverHost("127.0.0.1").serverPort(port).useMqttVersion5().buildAsync();
            client.connect().join();
            thread.start();
        }

        private void send() {
            for (int i = 0; !stopped.get(); i++) {
                LockSupport.parkNanos(Math.max(0, begin + i * 1_000_000_000L / readingsPerSecond - System.nanoTime()));
                String payload = "{\"timestamp\":\"" + Instant.now() + "\",\"power_kw\":" + (1 + i % 7) + "}";
                client.publishWith().topic("loadcast/meters/meter-" + i % METERS + "/reading").qos(MqttQos.AT_LEAST_ONCE)
                        .payload(payload.getBytes(StandardCharsets.UTF_8)).send()
                        .whenComplete((result, failed) -> acknowledged.incrementAndGet());
                sent.incrementAndGet();
            }
        }

        void report(Server server) throws Exception {
            System.out.printf(Locale.ROOT, "  %.0f readings/s sent, %d not acknowledged yet; the oldest waits for %.1f s to be stored%n",
                    sent.get() / seconds(begin), sent.get() - acknowledged.get(), server.metric("ingest_lag_seconds"));
        }

        @Override
        public void close() throws InterruptedException {
            stopped.set(true);
            thread.join();
            client.disconnect();
        }
    }

    /**
     * An HTTP connection that stays open, in plain bytes: on a machine that it shares with the service, what a caller costs is a part of
     * the latency, and {@link HttpClient} costs more than the service.
     */
    private static final class Connection implements AutoCloseable {

        private static final String LENGTH = "content-length: ";

        private final Socket socket;
        private final InputStream in;

        Connection(int port) throws IOException {
            socket = new Socket("127.0.0.1", port);
            socket.setTcpNoDelay(true);
            in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
        }

        /** Reads the whole answer; anything but 200 is an error. */
        void get(String path) throws IOException {
            socket.getOutputStream().write(("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            String status = line();
            if (!status.startsWith("HTTP/1.1 200")) {
                throw new IOException(path + ": " + status);
            }
            int length = -1;
            for (String header = line(); !header.isEmpty(); header = line()) {
                if (header.regionMatches(true, 0, LENGTH, 0, LENGTH.length())) {
                    length = Integer.parseInt(header.substring(LENGTH.length()));
                }
            }
            if (length >= 0) {
                in.skipNBytes(length);
                return;
            }
            for (int chunk = -1; chunk != 0; line()) {
                chunk = Integer.parseInt(line(), 16);
                in.skipNBytes(chunk);
            }
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int c = in.read(); c != '\n'; c = in.read()) {
                if (c < 0) {
                    throw new EOFException("The server hung up.");
                }
                if (c != '\r') {
                    line.append((char) c);
                }
            }
            return line.toString();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    /** A server in a JVM of its own, with 512 MB of heap. */
    private static final class Server implements AutoCloseable {

        private final Process process;
        private final int port;
        private final HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

        private Server(Path log, int port, Map<String, String> settings, List<String> command) throws IOException {
            this.port = port;
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
            builder.environment().putAll(settings);
            process = builder.start();
        }

        static Server loadcast(Path directory, int mqttPort) throws IOException {
            int port = freePort();
            Map<String, String> settings = new HashMap<>(Map.of("LOADCAST_JAVA_OPTS", HEAP));
            settings.putAll(mosquitto.isPresent()
                    ? Map.of("LOADCAST_MQTT_URL", "mqtt://127.0.0.1:" + mqttPort)
                    : Map.of("LOADCAST_MQTT_PORT", String.valueOf(mqttPort)));
            return new Server(
                    directory.resolve("serve.log"),
                    port,
                    settings,
                    List.of("./loadcast", "--data", directory.toString(), "serve", "--port", String.valueOf(port)));
        }

        static Server hello(Path directory) throws IOException {
            int port = freePort();
            return new Server(
                    directory.resolve("hello.log"),
                    port,
                    Map.of(),
                    List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), HEAP,
                            "-Dlogback.configurationFile=" + System.getProperty("logback.configurationFile"),
                            "-cp", System.getProperty("java.class.path"), "benchmarks/ServeLatency.java", "hello", String.valueOf(port)));
        }

        void awaitReady() throws Exception {
            while (process.isAlive()) {
                try {
                    get("/health/ready");
                    return;
                } catch (IOException notYet) {
                    Thread.sleep(10);
                }
            }
            throw new IOException("The server ended; see its log.");
        }

        String get(String path) throws Exception {
            return send(HttpRequest.newBuilder().GET(), path);
        }

        String send(HttpRequest.Builder request, String path) throws Exception {
            HttpResponse<String> response = client.send(request.uri(uri(path)).build(), BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new IOException(path + ": " + response.statusCode() + " " + response.body());
            }
            return response.body();
        }

        private URI uri(String path) {
            return URI.create("http://127.0.0.1:" + port + path);
        }

        /** The sum of a metric's values. */
        double metric(String pattern) throws Exception {
            return Pattern.compile("(?m)^" + pattern + ".* (\\S+)$").matcher(get("/metrics")).results()
                    .mapToDouble(line -> Double.parseDouble(line.group(1)))
                    .sum();
        }

        @Override
        public void close() throws Exception {
            process.destroy();
            process.waitFor();
        }
    }

    // ---- the store

    private static void fill(Path directory, Instant now) throws IOException {
        Files.createDirectories(directory);
        Random random = new Random(1);
        Instant end = Instant.ofEpochSecond(now.getEpochSecond() / 900 * 900);
        try (Stores stores = SqliteStores.open(directory)) {
            PowerRows rows = new PowerRows();
            for (int meter = 0; meter < METERS; meter++) {
                MeterId id = MeterId.of("meter-" + meter);
                stores.meters()
                        .put(Meter.builder(id)
                                .zone(ZoneId.of("Europe/Amsterdam"))
                                .country("NL")
                                .category("household")
                                .weatherLocations(List.of("town-" + meter % LOCATIONS))
                                .build());
                double size = 0.5 + random.nextDouble();
                for (Instant at = end.minus(Duration.ofDays(DAYS)); !at.isAfter(end); at = at.plusSeconds(900)) {
                    double hour = at.getEpochSecond() % 86_400 / 3600.0;
                    rows.add(id, at.getEpochSecond(), size * (1 + Math.sin(hour / 24 * 2 * Math.PI) + random.nextDouble()));
                }
                if (meter % 20 == 19) {
                    stores.measurements().write(rows);
                    rows.clear();
                }
            }
            for (int location = 0; location < LOCATIONS; location++) {
                fillWeather(stores, "town-" + location, end, random);
            }
        }
    }

    private static void fillWeather(Stores stores, String location, Instant end, Random random) {
        stores.weather()
                .writeObserved(weather(location, end.minus(Duration.ofDays(DAYS)), end, random));
        for (int hours = 0; hours < 72; hours += 6) {
            Instant run = end.minus(Duration.ofHours(hours));
            stores.weather()
                    .writeForecast(new WeatherRun(run, weather(location, run, run.plus(Duration.ofDays(5)), random)));
        }
    }

    private static WeatherTable weather(String location, Instant from, Instant to, Random random) {
        WeatherTable.Builder table = WeatherTable.builder(location);
        for (Instant at = Instant.ofEpochSecond(from.getEpochSecond() / 3600 * 3600); at.isBefore(to); at = at.plusSeconds(3600)) {
            for (String variable : List.of("temperature_c", "cloud_cover", "wind_speed_ms", "ghi_wm2")) {
                table.set(at, variable, 20 * random.nextDouble());
            }
        }
        return table.build();
    }
}
