package org.loadcast.serving.ingest.broker;

import com.hivemq.configuration.service.InternalConfigurations;
import com.hivemq.embedded.EmbeddedHiveMQ;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running MQTT broker (5 and 3.1.1) on loopback, from {@link #start} until {@link #close}. Thread-safe. */
public final class EmbeddedBroker implements AutoCloseable {

    /** The address that it listens on. */
    public static final String HOST = "127.0.0.1";

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);

    /**
     * By default a session that is away would have a thousand messages kept for it, and all further ones dropped without a word; a
     * client would wait for an answer after ten messages; and statistics would be sent to the maker.
     */
    private static final String CONFIGURATION = """
            <?xml version="1.0" encoding="UTF-8"?>
            <hivemq>
              <listeners>
                <tcp-listener>
                  <port>%d</port>
                  <bind-address>%s</bind-address>
                </tcp-listener>
              </listeners>
              <mqtt>
                <queued-messages>
                  <max-queue-size>%d</max-queue-size>
                  <strategy>discard</strategy>
                </queued-messages>
                <packets>
                  <max-packet-size>%d</max-packet-size>
                </packets>
                <receive-maximum>
                  <server-receive-maximum>%d</server-receive-maximum>
                </receive-maximum>
              </mqtt>
              <anonymous-usage-statistics>
                <enabled>false</enabled>
              </anonymous-usage-statistics>
            </hivemq>
            """;

    private static final long MOST_QUEUED_MESSAGES = 10_000_000;
    private static final int LARGEST_PACKET_BYTES = 2 << 20;
    private static final int MOST_UNANSWERED_MESSAGES = 1_000;

    /** Each kind of thing that it keeps is spread over so many databases; opening 64 of them, as by default, takes seconds. */
    private static final int DATABASES = 4;

    /** Guice, which puts the broker together, would write a class for each constructor to call it faster, and calls most of them once. */
    private static final String GUICE_CLASSES = "guice_bytecode_gen_option";

    static {
        InternalConfigurations.PERSISTENCE_BUCKET_COUNT.set(DATABASES);
        System.setProperty(GUICE_CLASSES, System.getProperty(GUICE_CLASSES, "DISABLED"));
    }

    private final int port;
    private final CompletableFuture<EmbeddedHiveMQ> broker;

    private EmbeddedBroker(int port, CompletableFuture<EmbeddedHiveMQ> broker) {
        this.port = port;
        this.broker = broker;
    }

    /**
     * Begins to start a broker in a thread of its own, because that takes a second or two; clients that try again find it.
     *
     * @param directory where its configuration, sessions and messages are kept
     * @param port to listen on
     */
    public static EmbeddedBroker start(Path directory, int port) {
        return new EmbeddedBroker(
                port,
                CompletableFuture.supplyAsync(
                        () -> launch(directory, port), task -> new Thread(task, "mqtt-broker-start").start()));
    }

    private static EmbeddedHiveMQ launch(Path directory, int port) {
        try {
            Path configuration = Files.createDirectories(directory.resolve("conf"));
            Files.writeString(
                    configuration.resolve("config.xml"),
                    CONFIGURATION.formatted(
                            port, HOST, MOST_QUEUED_MESSAGES, LARGEST_PACKET_BYTES, MOST_UNANSWERED_MESSAGES));
            EmbeddedHiveMQ broker = EmbeddedHiveMQ.builder()
                    .withConfigurationFolder(configuration)
                    .withDataFolder(Files.createDirectories(directory.resolve("data")))
                    .withExtensionsFolder(Files.createDirectories(directory.resolve("extensions")))
                    .withoutLoggingBootstrap()
                    .build();
            broker.start().join();
            return broker;
        } catch (CompletionException failed) {
            LOG.error("The MQTT broker on {}:{} did not start.", HOST, port, failed);
            throw failed;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The directory " + directory + " of the MQTT broker cannot be written. Check who may write there.",
                    e);
        }
    }

    /** Whether nobody listens on {@code port} of the loopback address. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    /** A port of the loopback address that is free at this moment. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new UncheckedIOException("There is no free port on " + HOST + ".", none);
        }
    }

    public int port() {
        return port;
    }

    /** Whether it is up; completes exceptionally when it could not start. */
    public CompletableFuture<Void> started() {
        return broker.thenAccept(running -> {});
    }

    /** Why nobody can connect to it, now or ever; empty when it is up. */
    public Optional<String> trouble() {
        if (!broker.isDone()) {
            return Optional.of("The embedded MQTT broker on " + HOST + ":" + port + " is still starting.");
        }
        return broker.isCompletedExceptionally()
                ? Optional.of("The embedded MQTT broker on " + HOST + ":" + port
                        + " did not start; the log says why. Free the port, or"
                        + " choose another with mqtt.port, and start again.")
                : Optional.empty();
    }

    /** Closes connections, and leaves sessions and messages on the disk. */
    @Override
    public void close() {
        try {
            broker.thenCompose(EmbeddedHiveMQ::stop).get(STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            LOG.debug("The MQTT broker did not stop in order.", failed);
        } catch (TimeoutException slow) {
            LOG.warn(
                    "The MQTT broker did not stop within {} s; its messages are on the disk.",
                    STOP_PATIENCE.toSeconds());
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }
}
