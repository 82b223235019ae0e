package org.loadcast.serving.ingest.mqtt;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.loadcast.serving.ingest.broker.EmbeddedBroker;

/** Debian's Mosquitto on a free port, with its messages on the disk. */
public final class Mosquitto implements AutoCloseable {

    private static final Path PROGRAM = Path.of("/usr/sbin/mosquitto");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Path directory;
    private final int port;
    private Process process;

    private Mosquitto(Path directory, int port, List<String> further) throws IOException {
        this.directory = Files.createDirectories(directory);
        this.port = port;
        Files.writeString(directory.resolve("mosquitto.conf"), """
                listener %d 127.0.0.1
                persistence true
                persistence_location %s/
                autosave_interval 1
                max_queued_messages 0
                user %s
                %s
                """.formatted(
                        port, directory, System.getProperty("user.name"), String.join("\n", further)));
        this.process = launch();
    }

    /** Starts it with further lines of configuration, or skips the test on a machine that has none. */
    public static Mosquitto start(Path directory, String... further) throws IOException, InterruptedException {
        Assumptions.assumeTrue(
                Files.isExecutable(PROGRAM), "There is no Mosquitto; install it with apt-get install mosquitto.");
        Mosquitto server = new Mosquitto(directory, EmbeddedBroker.freePort(), List.of(further));
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
        Instant end = Instant.now().plus(PATIENCE);
        while (true) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return;
            } catch (IOException notYet) {
                if (Instant.now().isAfter(end)) {
                    throw new IOException(
                            "Mosquitto does not listen: " + Files.readString(directory.resolve("mosquitto.log")),
                            notYet);
                }
                Thread.sleep(20);
            }
        }
    }

    /** Where it listens. */
    public BrokerAddress address() {
        return new BrokerAddress("127.0.0.1", port, false);
    }

    BrokerAddress encryptedAddress() {
        return new BrokerAddress("127.0.0.1", port, true);
    }

    public int port() {
        return port;
    }

    /** Waits until all that it knows by now is on the disk, which it does every second. */
    public void awaitSaved() throws IOException, InterruptedException {
        Path database = directory.resolve("mosquitto.db");
        Instant now = Instant.now();
        while (!Files.exists(database)
                || Files.getLastModifiedTime(database).toInstant().isBefore(now)) {
            Thread.sleep(50);
        }
    }

    /** Ends it without warning. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Starts it again, with the messages that are on the disk. */
    public void startAgain() throws IOException, InterruptedException {
        process = launch();
        awaitListening();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
