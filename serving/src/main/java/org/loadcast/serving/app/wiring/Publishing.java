package org.loadcast.serving.app.wiring;

import org.loadcast.serving.publish.mqtt.MqttPublisher;

/** Forecasts go out by MQTT; closed after the last one was issued, and before the embedded broker. */
record Publishing(MqttPublisher publisher) implements ServicePart {

    @Override
    public void close() {
        publisher.close();
    }
}
