package org.loadcast.features.store.influx;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A real database server on a free port of this machine, with its files in a directory of the test. A test whose server is not
 * installed is skipped, except in continuous integration (CI=true), where it fails.
 */
final class TestServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<String> command;
    private final Path log;
    private final URI url;
    private final String healthPath;
    private Process process;

    private TestServer(List<String> command, Path directory, int port, String healthPath) throws Exception {
        this.command = command;
        this.log = directory.resolve("log");
        this.url = URI.create("http://127.0.0.1:" + port);
        this.healthPath = healthPath;
        start();
    }

    /** InfluxDB 1 of Debian. */
    static TestServer influxd(Path directory) throws Exception {
        String program = installed("influxd");
        int port = freePort();
        Path config = directory.resolve("influxdb.conf");
        Files.writeString(config, """
                reporting-disabled = true
                bind-address = "127.0.0.1:%d"
                [meta]
                dir = "%3$s/meta"
                [data]
                dir = "%3$s/data"
                wal-dir = "%3$s/wal"
                query-log-enabled = false
                [monitor]
                store-enabled = false
                [http]
                bind-address = "127.0.0.1:%2$d"
                log-enabled = false
                """.formatted(freePort(), port, directory));
        return new TestServer(List.of(program, "-config", config.toString()), directory, port, "/ping");
    }

    /** VictoriaMetrics of Debian, which understands the writing interface of InfluxDB 2. */
    static TestServer victoriaMetrics(Path directory) throws Exception {
        String program = installed("victoria-metrics");
        int port = freePort();
        return new TestServer(
                List.of(
                        program,
                        "-storageDataPath",
                        directory.resolve("data").toString(),
                        "-httpListenAddr",
                        "127.0.0.1:" + port,
                        "-retentionPeriod",
                        "100y"),
                directory,
                port,
                "/health");
    }

    private static String installed(String program) {
        for (String directory : (System.getenv("PATH") + ":/usr/sbin").split(File.pathSeparator, -1)) {
            Path candidate = Path.of(directory, program);
            if (Files.isExecutable(candidate)) {
                return candidate.toString();
            }
        }
        String message = program + " is not installed. On Debian: apt install influxdb victoria-metrics";
        return "true".equals(System.getenv("CI")) ? fail(message) : abort(message);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    URI url() {
        return url;
    }

    /** Starts the server, again after {@link #kill}, and waits until it answers. */
    void start() throws Exception {
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!answers()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                fail("%s did not start:%n%s", command, Files.readString(log));
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private boolean answers() throws InterruptedException {
        try {
            return get(healthPath).statusCode() / 100 == 2;
        } catch (IOException notYet) {
            return false;
        }
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(url + path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Runs a statement of InfluxQL that changes the server. */
    void statement(String influxQl) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/query?q=" + Http.encode(influxQl)))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200 || response.body().contains("error")) {
            fail(response.body());
        }
    }

    /** Ends the server as {@code kill -9} does. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Lets the server write what it holds in memory, and end. */
    void stop() {
        process.destroy();
        process.onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
