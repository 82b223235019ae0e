package org.loadcast.serving.app.wiring;

import java.util.List;
import org.loadcast.serving.api.ReadinessCheck;
import org.loadcast.serving.ingest.mqtt.BrokerAddress;
import org.loadcast.serving.ingest.mqtt.MqttIngest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The part of the service that takes in messages by MQTT, as soon as the broker is up. */
final class Messaging implements ServicePart {

    private static final Logger LOG = LoggerFactory.getLogger(Messaging.class);

    private final MqttAdapters adapters;
    private final BrokerAddress address;
    private final MqttIngest ingest;
    private boolean closed;

    /** Messages from {@code address}. */
    Messaging(MqttAdapters adapters, BrokerAddress address, MqttIngest ingest) {
        this.adapters = adapters;
        this.address = address;
        this.ingest = ingest;
    }

    /** Ready is who has been subscribed, not who will be. */
    @Override
    public List<ReadinessCheck> checks() {
        return List.of(new ReadinessCheck("mqtt", () -> adapters.brokerTrouble().or(ingest::lastingTrouble)));
    }

    @Override
    public void start() {
        var unused = adapters.brokerStarted().thenRun(this::begin);
    }

    private synchronized void begin() {
        if (!closed) {
            LOG.info("Takes in messages from {}.", address);
            ingest.start();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        ingest.close();
    }
}
