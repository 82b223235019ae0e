package org.loadcast.serving.publish.mqtt;

import java.util.concurrent.CompletableFuture;

/** A way to a broker. Thread-safe. */
interface MqttSender extends AutoCloseable {

    /** Begins to connect; a lost connection is made again. */
    void connect();

    /** Sends a retained message with QoS 1; completes when the broker has it, which may be after it was away. */
    CompletableFuture<?> send(String topic, String payload);

    /** Calls {@code listener} whenever a connection has been made. */
    void onConnected(Runnable listener);

    @Override
    void close();
}
