package org.loadcast.serving.publish.mqtt;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.message.connect.Mqtt3Connect;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** By MQTT 3.1.1, which every broker speaks; a lost connection is made again until it is closed. */
final class HiveMqSender implements MqttSender {

    private static final long FIRST_WAIT_MILLIS = 500;
    private static final long LONGEST_WAIT_MILLIS = 15_000;
    private static final long CLOSE_SECONDS = 3;

    private final Set<Runnable> listeners = new CopyOnWriteArraySet<>();
    private final Mqtt3AsyncClient client;
    private final Mqtt3Connect connect;

    /**
     * A sender that is not connected yet.
     *
     * @param statusTopic where the broker says {@code lastWill} when this process is gone
     */
    HiveMqSender(MqttTarget target, String statusTopic, String lastWill) {
        var builder = MqttClient.builder()
                .identifier(target.clientId())
                .serverHost(target.host())
                .serverPort(target.port())
                .automaticReconnect()
                .initialDelay(FIRST_WAIT_MILLIS, TimeUnit.MILLISECONDS)
                .maxDelay(LONGEST_WAIT_MILLIS, TimeUnit.MILLISECONDS)
                .applyAutomaticReconnect()
                .addConnectedListener(context -> listeners.forEach(Runnable::run));
        if (target.tls().isPresent()) {
            builder = builder.sslConfig(encryption(target.tls().get()));
        }
        client = builder.useMqttVersion3()
                .willPublish(Mqtt3Publish.builder()
                        .topic(statusTopic)
                        .qos(MqttQos.AT_LEAST_ONCE)
                        .payload(lastWill.getBytes(StandardCharsets.UTF_8))
                        .retain(true)
                        .build())
                .buildAsync();
        var connecting = Mqtt3Connect.builder().cleanSession(true);
        target.login()
                .ifPresent(login -> connecting
                        .simpleAuth()
                        .username(login.user())
                        .password(login.password().getBytes(StandardCharsets.UTF_8))
                        .applySimpleAuth());
        this.connect = connecting.build();
    }

    @Override
    public void connect() {
        var unused = client.connect(connect);
    }

    private static MqttClientSslConfig encryption(MqttTarget.Tls tls) {
        return MqttClientSslConfig.builder()
                .trustManagerFactory(tls.trust().orElse(null))
                .keyManagerFactory(tls.identity().orElse(null))
                .build();
    }

    @Override
    public CompletableFuture<?> send(String topic, String payload) {
        return client.publish(Mqtt3Publish.builder()
                .topic(topic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(payload.getBytes(StandardCharsets.UTF_8))
                .retain(true)
                .build());
    }

    @Override
    public void onConnected(Runnable listener) {
        listeners.add(listener);
        if (client.getState().isConnected()) {
            listener.run();
        }
    }

    @Override
    public void close() {
        try {
            client.disconnect().get(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException wasNotConnected) {
            // Then there is nothing to disconnect.
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }
}
