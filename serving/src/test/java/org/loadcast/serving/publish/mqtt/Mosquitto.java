package org.loadcast.serving.publish.mqtt;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Predicate;
import org.junit.jupiter.api.Assumptions;

/** Debian's Mosquitto on a free port, listened to by its own {@code mosquitto_sub}. */
final class Mosquitto implements AutoCloseable {

    private static final Path PROGRAM = Path.of("/usr/sbin/mosquitto");
    private static final Path LISTENER = Path.of("/usr/bin/mosquitto_sub");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path directory;
    private final int port;
    private Process process;

    private Mosquitto(Path directory, int port) throws IOException {
        this.directory = Files.createDirectories(directory);
        this.port = port;
        Files.writeString(
                directory.resolve("mosquitto.conf"),
                "listener %d 127.0.0.1%nallow_anonymous true%nuser %s%n"
                        .formatted(port, System.getProperty("user.name")));
        this.process = launch();
    }

    /** Starts it, or skips the test on a machine that has none. */
    static Mosquitto start(Path directory) throws IOException, InterruptedException {
        Assumptions.assumeTrue(
                Files.isExecutable(PROGRAM) && Files.isExecutable(LISTENER),
                "There is no Mosquitto; install it with apt-get install mosquitto mosquitto-clients.");
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Mosquitto server = new Mosquitto(directory, port);
        server.awaitListening();
        return server;
    }

    private Process launch() throws IOException {
        return new ProcessBuilder(
                        PROGRAM.toString(),
                        "-c",
                        directory.resolve("mosquitto.conf").toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("mosquitto.log").toFile())
                .start();
    }

    private void awaitListening() throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return;
            } catch (IOException notYet) {
                if (System.nanoTime() > end) {
                    throw new IOException(
                            "Mosquitto does not listen: " + Files.readString(directory.resolve("mosquitto.log")),
                            notYet);
                }
                Thread.sleep(20);
            }
        }
    }

    int port() {
        return port;
    }

    /** The retained message of a topic; empty text when there is none within a second. */
    String retained(String topic) throws IOException, InterruptedException {
        Process listener = new ProcessBuilder(
                        LISTENER.toString(), "-p", String.valueOf(port), "-t", topic, "-C", "1", "-W", "1")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String text = new String(listener.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        listener.waitFor();
        return text;
    }

    /** Waits until the retained message of a topic is as expected. */
    String awaitMessage(String topic, Predicate<String> expected) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            String text = retained(topic);
            if (!text.isEmpty() && expected.test(text)) {
                return text;
            }
            if (System.nanoTime() > end) {
                throw new AssertionError("On " + topic + " there is '" + text + "'.");
            }
        }
    }

    /** Ends it without warning. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    void startAgain() throws IOException, InterruptedException {
        process = launch();
        awaitListening();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
