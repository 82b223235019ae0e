package org.loadcast.serving.app.wiring;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.loadcast.serving.api.ReadinessCheck;
import org.loadcast.serving.ingest.broker.EmbeddedBroker;
import org.loadcast.serving.ingest.mqtt.BrokerAddress;
import org.loadcast.serving.ingest.mqtt.MqttIngest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The part of the service that takes in messages by MQTT, with the embedded broker where no other is configured. */
final class Messaging implements ServicePart {

    private static final Logger LOG = LoggerFactory.getLogger(Messaging.class);

    private final MqttAdapters adapters;
    private final BrokerAddress address;
    private final MqttIngest ingest;
    private @Nullable EmbeddedBroker broker;

    /** Messages from {@code address}. */
    Messaging(MqttAdapters adapters, BrokerAddress address, MqttIngest ingest) {
        this.adapters = adapters;
        this.address = address;
        this.ingest = ingest;
    }

    @Override
    public List<ReadinessCheck> checks() {
        return List.of(new ReadinessCheck("mqtt", ingest::lastingTrouble));
    }

    /** Returns at once: the broker starts beside the service, and the link tries until it is there. */
    @Override
    public synchronized void start() {
        Optional<EmbeddedBroker> embedded = adapters.startEmbeddedBroker();
        broker = embedded.orElse(null);
        LOG.info("Takes in messages from {}{}.", address, embedded.isPresent() ? " (embedded broker)" : "");
        ingest.start();
    }

    @Override
    public synchronized void close() {
        ingest.close();
        if (broker != null) {
            broker.close();
        }
    }
}
