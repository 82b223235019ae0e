package org.loadcast.serving.ingest.mqtt;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscribe;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscription;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.loadcast.serving.ingest.decode.Message;
import org.loadcast.serving.ingest.decode.Payload;

/** A link by MQTT 5. */
final class Mqtt5Link implements MqttLink {

    private static final long CLOSE_SECONDS = 3;

    private final LinkState state;
    private final MqttConfig config;
    private final Clock clock;
    private final Mqtt5AsyncClient client;

    Mqtt5Link(
            MqttConfig config,
            BrokerAddress broker,
            String clientId,
            List<String> filters,
            Consumer<Arrival> listener,
            Clock clock) {
        this.state = new LinkState(broker);
        this.config = config;
        this.clock = clock;
        this.client = state.prepare(MqttClient.builder(), config, clientId)
                .useMqttVersion5()
                .buildAsync();
        if (!filters.isEmpty()) {
            // Before connecting: what the broker delivers at once would be acknowledged unheard.
            client.publishes(MqttGlobalPublishFilter.ALL, publish -> listener.accept(arrival(publish)), true);
            subscribe(filters);
        }
        state.connecting(client.connect(connect(config, filters.isEmpty())));
    }

    private static Mqtt5Connect connect(MqttConfig config, boolean onlyPublishes) {
        var connect = Mqtt5Connect.builder()
                .cleanStart(onlyPublishes)
                .sessionExpiryInterval(onlyPublishes ? 0 : Mqtt5Connect.NO_SESSION_EXPIRY);
        config.login()
                .ifPresent(login -> connect.simpleAuth()
                        .username(login.user())
                        .password(login.password().getBytes(StandardCharsets.UTF_8))
                        .applySimpleAuth());
        return connect.build();
    }

    private static Mqtt5Subscribe subscription(List<String> filters, int qos) {
        return Mqtt5Subscribe.builder()
                .addSubscriptions(filters.stream()
                        .map(filter -> Mqtt5Subscription.builder()
                                .topicFilter(filter)
                                .qos(quality(qos))
                                .build())
                        .toList())
                .build();
    }

    private static MqttQos quality(int qos) {
        return switch (qos) {
            case 0 -> MqttQos.AT_MOST_ONCE;
            case 2 -> MqttQos.EXACTLY_ONCE;
            default -> MqttQos.AT_LEAST_ONCE;
        };
    }

    private Arrival arrival(Mqtt5Publish publish) {
        Message message = new Message(
                publish.getTopic().toString(),
                Payload.of(publish.getPayloadAsBytes()),
                clock.instant(),
                publish.isRetain());
        return new Arrival(message, publish.getQos() != MqttQos.AT_MOST_ONCE, publish::acknowledge);
    }

    @Override
    public void subscribe(List<String> filters) {
        List<String> asked = LinkState.shared(filters, config.sharedGroup());
        state.subscribe(asked, () -> client.subscribe(subscription(asked, config.qos())));
    }

    @Override
    public CompletableFuture<Void> publish(String topic, byte[] payload, boolean retained) {
        Mqtt5Publish publish = Mqtt5Publish.builder()
                .topic(topic)
                .payload(payload)
                .qos(MqttQos.AT_LEAST_ONCE)
                .retain(retained)
                .build();
        return state.publish(() -> client.publish(publish));
    }

    @Override
    public boolean isConnected() {
        return state.isConnected();
    }

    @Override
    public Optional<String> trouble() {
        return state.trouble();
    }

    @Override
    public Optional<String> lastingTrouble() {
        return state.lastingTrouble();
    }

    @Override
    public void close() {
        state.close();
        try {
            client.disconnect().get(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException wasNotConnected) {
            // Then there is nothing to disconnect, and nothing connects again.
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }
}
