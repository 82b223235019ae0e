package org.loadcast.serving.ingest.mqtt;

import com.hivemq.client.mqtt.MqttClientBuilder;
import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.exceptions.MqttClientStateException;
import com.hivemq.client.mqtt.exceptions.MqttSessionExpiredException;
import com.hivemq.client.mqtt.lifecycle.MqttClientConnectedContext;
import com.hivemq.client.mqtt.lifecycle.MqttClientDisconnectedContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What both versions of the protocol share: address, encryption, and whether the link stands. */
final class LinkState {

    private static final Logger LOG = LoggerFactory.getLogger(MqttLink.class);
    private static final int MOST_EARLY = 10_000;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    /** A broker that restarts is back by then. */
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final BrokerAddress broker;
    private volatile boolean closed;
    private volatile boolean connected;
    private volatile boolean everConnected;
    private volatile long lostNanos = System.nanoTime();
    private volatile String lost = "not connected yet";
    private volatile CompletableFuture<String> subscription = CompletableFuture.completedFuture("");
    private final List<CompletableFuture<@Nullable Void>> early = new ArrayList<>();
    private boolean opened;
    private CompletableFuture<?> attempts = CompletableFuture.completedFuture("");

    LinkState(BrokerAddress broker) {
        this.broker = broker;
    }

    /** What the settings say about the connection. */
    MqttClientBuilder prepare(MqttClientBuilder builder, MqttConfig config, String clientId) {
        MqttClientBuilder prepared = builder.identifier(clientId)
                .serverHost(broker.host())
                .serverPort(broker.port())
                .automaticReconnect()
                .initialDelay(FIRST_PAUSE.toMillis(), TimeUnit.MILLISECONDS)
                .maxDelay(LONGEST_PAUSE.toMillis(), TimeUnit.MILLISECONDS)
                .applyAutomaticReconnect()
                .addConnectedListener(this::connected)
                .addDisconnectedListener(this::disconnected);
        return broker.tls() ? prepared.sslConfig(encryption(config.tls())) : prepared;
    }

    private static MqttClientSslConfig encryption(MqttConfig.TlsFiles files) {
        return MqttClientSslConfig.builder()
                .trustManagerFactory(files.trust().orElse(null))
                .keyManagerFactory(files.identity().orElse(null))
                .build();
    }

    private void connected(MqttClientConnectedContext context) {
        connected = true;
        everConnected = true;
        LOG.info("Connected to the MQTT broker {}.", broker);
    }

    private void disconnected(MqttClientDisconnectedContext context) {
        boolean before = connected;
        connected = false;
        lostNanos = before ? System.nanoTime() : lostNanos;
        lost = String.valueOf(context.getCause().getMessage());
        if (closed) {
            context.getReconnector().reconnect(false);
        } else if (before || context.getReconnector().getAttempts() == 1) {
            LOG.warn("Not connected to the MQTT broker {}: {}. Trying again.", broker, lost);
        }
    }

    /** Subscribes; the client does it when it is connected, and again when the broker has lost the session. */
    <T> void subscribe(List<String> filters, Supplier<CompletableFuture<T>> subscribing) {
        CompletableFuture<String> further = attempt(subscribing)
                .handle((granted, failed) ->
                        failed == null ? "" : "It refused the subscription to " + filters + ": " + failed.getMessage());
        subscription = subscription.thenCombine(further, (earlier, later) -> earlier.isEmpty() ? later : earlier);
    }

    /** Hears of the attempts to connect, which complete with the first success. */
    void connecting(CompletableFuture<?> future) {
        attempts = future.thenRun(this::publishEarly);
    }

    private synchronized void publishEarly() {
        opened = true;
        early.forEach(waiting -> waiting.complete(null));
        early.clear();
    }

    /** Publishes at once, or as soon as the client has been connected for the first time: before that it would refuse. */
    synchronized <T> CompletableFuture<Void> publish(Supplier<CompletableFuture<T>> publishing) {
        if (opened) {
            return attempt(publishing);
        }
        CompletableFuture<@Nullable Void> first = new CompletableFuture<>();
        if (early.size() >= MOST_EARLY) {
            first.completeExceptionally(new IllegalStateException("The MQTT broker " + broker
                    + " has not been reached, and " + MOST_EARLY + " messages wait for it already."));
        } else {
            early.add(first);
        }
        return first.thenCompose(connected -> attempt(publishing));
    }

    /**
     * In the moment between a lost connection and the next attempt, the client refuses what it else keeps, and what it has just sent
     * without a session is not known to have come: both are tried again, and may come twice.
     */
    private <T> CompletableFuture<Void> attempt(Supplier<CompletableFuture<T>> asking) {
        return asking.get().thenAccept(done -> {}).exceptionallyCompose(failed -> {
            Throwable root = rootOf(failed);
            boolean passing = root instanceof MqttClientStateException || root instanceof MqttSessionExpiredException;
            if (closed || !passing) {
                return CompletableFuture.failedFuture(failed);
            }
            Executor later = CompletableFuture.delayedExecutor(FIRST_PAUSE.toMillis(), TimeUnit.MILLISECONDS);
            return CompletableFuture.runAsync(() -> {}, later).thenCompose(waited -> attempt(asking));
        });
    }

    private static Throwable rootOf(Throwable failed) {
        Throwable cause = failed.getCause();
        return failed instanceof CompletionException && cause != null ? cause : failed;
    }

    /** No further attempts to connect. */
    void close() {
        closed = true;
        attempts.cancel(false);
    }

    boolean isConnected() {
        return connected;
    }

    Optional<String> trouble() {
        if (!connected) {
            return Optional.of("The MQTT broker " + broker + " cannot be reached: " + lost
                    + ". Check that it runs, and mqtt.url, mqtt.user and mqtt.password.");
        }
        String refused = subscription.getNow("the subscription is not confirmed yet.");
        return refused.isEmpty() ? Optional.empty() : Optional.of("The MQTT broker " + broker + ": " + refused);
    }

    /** What is wrong from the start on, or has gone wrong and has not mended itself for a while. */
    Optional<String> lastingTrouble() {
        boolean passing = everConnected && !connected && System.nanoTime() - lostNanos < GRACE.toNanos();
        return passing ? Optional.empty() : trouble();
    }

    /** The filters as they are sent, in the shared group if there is one. */
    static List<String> shared(List<String> filters, Optional<String> group) {
        return group.map(name -> filters.stream()
                        .map(filter -> "$share/" + name + "/" + filter)
                        .toList())
                .orElse(filters);
    }
}
