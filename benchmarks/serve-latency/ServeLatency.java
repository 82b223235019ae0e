import io.javalin.Javalin;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntFunction;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.store.PowerRows;
import org.loadcast.features.store.Stores;
import org.loadcast.features.store.sqlite.SqliteStores;
import org.loadcast.features.weather.WeatherRun;
import org.loadcast.features.weather.WeatherTable;
import org.loadcast.serving.api.Installation;
import org.loadcast.serving.api.LoadcastServer;
import org.loadcast.serving.api.ServerConfig;
import org.loadcast.serving.forecast.ForecastService;
import org.loadcast.serving.forecast.HistoryReader;
import org.loadcast.serving.forecast.RegistryModelSource;
import org.loadcast.serving.stream.EventBus;
import org.loadcast.training.registry.ModelRegistry;

/**
 * How fast a server with 500 simulated meters starts and answers, beside a bare Javalin route on the same machine.
 *
 * <p>{@code run} fills a store, starts the server in a JVM of its own with 512 MB of heap, and asks it over loopback, one
 * request after the other on one connection: every latency is that of a single caller.
 */
public final class ServeLatency {

    private static final int METERS = 500;
    private static final int DAYS = 120;
    private static final int LOCATIONS = 5;
    private static final String HEAP = "-Xmx512m";

    public static void main(String[] arguments) throws Exception {
        switch (arguments[0]) {
            case "run" -> run(Path.of(arguments[1]));
            case "serve" -> serve(Path.of(arguments[1]));
            case "hello" -> hello();
            default -> throw new IllegalArgumentException("Mode '" + arguments[0] + "' is not run, serve or hello.");
        }
    }

    // The three processes

    private static void run(Path directory) throws Exception {
        Instant now = Instant.now();
        System.out.printf("Filling a store with %d meters of %d days at 15 minutes …%n", METERS, DAYS);
        long begin = System.nanoTime();
        fill(directory, now);
        System.out.printf(Locale.ROOT, "  %.1f s%n", seconds(begin));

        long started = System.nanoTime();
        try (Server server = new Server("serve", directory.toString())) {
            server.awaitReady();
            System.out.printf(Locale.ROOT, "Start of the JVM to /health/ready: %.2f s%n%n", seconds(started));
            System.out.println("latency in ms                                     p50     p90     p99     max");
            measure("day-ahead, first time ever for each meter", server, METERS, ServeLatency::dayAhead);
            for (int round = 1; round <= 3; round++) {
                sendReadings(server, now.plusSeconds(round));
                measure("day-ahead, not cached (new reading), round " + round, server, METERS, ServeLatency::dayAhead);
            }
            measure("day-ahead, cached", server, 10 * METERS, ServeLatency::dayAhead);
            measure("quarter-hour, not cached", server, METERS, i -> meterPath(i) + "/forecast?horizon=quarter-hour");
            measure("quarter-hour, cached", server, 10 * METERS, i -> meterPath(i) + "/forecast?horizon=quarter-hour");
            System.out.println("heap after all of this: " + server.ask("heap"));
        }
        try (Server hello = new Server("hello")) {
            measure("bare Javalin, 20 bytes (warm-up)", hello, METERS, i -> "/hello");
            measure("bare Javalin, 20 bytes", hello, 10 * METERS, i -> "/hello");
        }
    }

    private static void serve(Path directory) throws IOException {
        Clock clock = Clock.systemUTC();
        ModelRegistry models = ModelRegistry.open(directory.resolve("models"));
        try (Stores stores = SqliteStores.open(directory);
                EventBus events = new EventBus(clock);
                ForecastService forecasts = new ForecastService(
                        stores, new HistoryReader(stores, clock), new RegistryModelSource(models, clock), clock);
                LoadcastServer server = LoadcastServer.start(
                        ServerConfig.local(0),
                        new Installation(stores, forecasts, models, clock, events),
                        List.of(),
                        List.of())) {
            System.out.println("port " + server.port());
            answerQuestions();
        }
    }

    private static void hello() throws IOException {
        Javalin javalin = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.routes.get("/hello", ctx -> ctx.result("Hello, dear caller!!"));
        });
        javalin.start("127.0.0.1", 0);
        System.out.println("port " + javalin.port());
        answerQuestions();
        javalin.stop();
    }

    private static void answerQuestions() throws IOException {
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (questions.readLine() != null) {
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            System.out.println("heap " + (runtime.totalMemory() - runtime.freeMemory()) / 1_000_000 + " MB of "
                    + runtime.maxMemory() / 1_000_000 + " MB");
        }
    }

    // What is asked

    private static String meterPath(int i) {
        return "/api/v1/meters/meter-" + i % METERS;
    }

    private static String dayAhead(int i) {
        return meterPath(i) + "/forecast?horizon=day-ahead";
    }

    private static void sendReadings(Server server, Instant at) throws Exception {
        StringBuilder body = new StringBuilder();
        for (int meter = 0; meter < METERS; meter++) {
            body.append("{\"meter_id\":\"meter-").append(meter).append("\",\"timestamp\":\"")
                    .append(Instant.ofEpochSecond(at.getEpochSecond() / 900 * 900 - 900))
                    .append("\",\"power_kw\":").append(1 + meter % 7).append("}\n");
        }
        long begin = System.nanoTime();
        server.send(HttpRequest.newBuilder().POST(BodyPublishers.ofString(body.toString())), "/api/v1/readings");
        System.out.printf(Locale.ROOT, "  %d readings in one request, durable: %.1f ms%n", METERS, 1e3 * seconds(begin));
    }

    private static void measure(String what, Server server, int requests, IntFunction<String> path) throws Exception {
        double[] millis = new double[requests];
        for (int i = 0; i < requests; i++) {
            long begin = System.nanoTime();
            server.send(HttpRequest.newBuilder().GET(), path.apply(i));
            millis[i] = 1e3 * seconds(begin);
        }
        Arrays.sort(millis);
        System.out.printf(
                Locale.ROOT,
                "%-46s %7.2f %7.2f %7.2f %7.2f%n",
                what,
                millis[requests / 2],
                millis[requests * 9 / 10],
                millis[requests * 99 / 100],
                millis[requests - 1]);
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }

    /** A server in a JVM of its own. */
    private static final class Server implements AutoCloseable {

        private final Process process;
        private final BufferedReader answers;
        private final int port;
        private final HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

        Server(String... arguments) throws IOException {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    HEAP,
                    "-Dlogback.configurationFile=" + System.getProperty("logback.configurationFile"),
                    "-cp",
                    System.getProperty("java.class.path"),
                    ServeLatency.class.getName()));
            command.addAll(List.of(arguments));
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            port = Integer.parseInt(answer("port"));
        }

        private String answer(String word) throws IOException {
            for (String line = answers.readLine(); line != null; line = answers.readLine()) {
                if (line.startsWith(word + " ")) {
                    return line.substring(word.length() + 1);
                }
            }
            throw new IOException("The server ended without an answer to '" + word + "'.");
        }

        String ask(String word) throws IOException {
            PrintStream questions = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
            questions.println(word);
            return answer(word);
        }

        void awaitReady() throws Exception {
            send(HttpRequest.newBuilder().GET(), "/health/ready");
        }

        void send(HttpRequest.Builder request, String path) throws Exception {
            URI uri = URI.create("http://127.0.0.1:" + port + path);
            HttpResponse<String> response = client.send(request.uri(uri).build(), BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IOException(uri + ": " + response.statusCode() + " " + response.body());
            }
        }

        @Override
        public void close() throws Exception {
            process.getOutputStream().close();
            process.waitFor();
        }
    }

    // The store

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
                for (Instant at = end.minus(Duration.ofDays(DAYS)); at.isBefore(end); at = at.plusSeconds(900)) {
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
