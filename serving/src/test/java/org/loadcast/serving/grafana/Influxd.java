package org.loadcast.serving.grafana;

import static org.assertj.core.api.Assertions.fail;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A real InfluxDB 1 of Debian on a free port of this machine. */
final class Influxd implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final URI url;

    private Influxd(Process process, URI url) {
        this.process = process;
        this.url = url;
    }

    /** Starts one that keeps its data in {@code directory}; skips the test where none is installed, except in CI. */
    static Influxd start(Path directory) throws Exception {
        int port = freePort();
        Path config = Files.writeString(directory.resolve("influxdb.conf"), """
                reporting-disabled = true
                bind-address = "127.0.0.1:%1$d"
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
        Path log = directory.resolve("log");
        Process process = new ProcessBuilder(List.of(program(), "-config", config.toString()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Influxd influxd = new Influxd(process, URI.create("http://127.0.0.1:" + port));
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!influxd.answers()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                influxd.close();
                fail("influxd did not start:%n%s", Files.readString(log));
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        return influxd;
    }

    private static String program() {
        for (String directory : (System.getenv("PATH") + ":/usr/sbin").split(File.pathSeparator, -1)) {
            Path candidate = Path.of(directory, "influxd");
            if (Files.isExecutable(candidate)) {
                return candidate.toString();
            }
        }
        Assumptions.assumeTrue(
                "true".equals(System.getenv("CI")), "influxd is not installed. On Debian: apt install influxdb");
        return fail("influxd is not installed. On Debian: apt install influxdb");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private boolean answers() throws InterruptedException {
        try {
            client.send(HttpRequest.newBuilder(url.resolve("/ping")).build(), HttpResponse.BodyHandlers.discarding());
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    URI url() {
        return url;
    }

    /** The answer to a statement, times in milliseconds. */
    String query(String influxQl) throws IOException, InterruptedException {
        String form = "db=loadcast&epoch=ms&q=" + URLEncoder.encode(influxQl, StandardCharsets.UTF_8);
        return client.send(
                        HttpRequest.newBuilder(url.resolve("/query"))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(HttpRequest.BodyPublishers.ofString(form))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
