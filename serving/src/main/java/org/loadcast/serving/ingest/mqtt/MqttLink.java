package org.loadcast.serving.ingest.mqtt;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A session with a broker: connected from the start on, and again after every loss, until it is closed. Thread-safe. */
public interface MqttLink extends AutoCloseable {

    /** A link that only publishes. */
    static MqttLink publishing(MqttConfig config, BrokerAddress broker, String clientId) {
        return open(config, broker, clientId, List.of(), arrival -> {}, Clock.systemUTC());
    }

    /**
     * A link that receives.
     *
     * @param filters what to subscribe to
     * @param listener hears of every message, in the order in which they come; it must be quick
     * @param clock tells when a message came
     */
    static MqttLink open(
            MqttConfig config,
            BrokerAddress broker,
            String clientId,
            List<String> filters,
            Consumer<Arrival> listener,
            Clock clock) {
        return config.version() == MqttConfig.Version.MQTT_5
                ? new Mqtt5Link(config, broker, clientId, filters, listener, clock)
                : new Mqtt3Link(config, broker, clientId, filters, listener, clock);
    }

    /** Subscribes to further filters; a link that only publishes has none. Returns at once. */
    void subscribe(List<String> filters);

    /**
     * Publishes with QoS 1; while the broker is away, messages wait in memory.
     *
     * @param retained whether the broker keeps it for those who subscribe later
     * @return completes when the broker has it
     */
    CompletableFuture<Void> publish(String topic, byte[] payload, boolean retained);

    boolean isConnected();

    /** Why it is not connected or not subscribed; empty when all is well. */
    Optional<String> trouble();

    /** The same, but what was well and went wrong counts only once it has lasted for half a minute. */
    Optional<String> lastingTrouble();

    /** Disconnects; the broker keeps the session and what comes in for it. */
    @Override
    void close();
}
