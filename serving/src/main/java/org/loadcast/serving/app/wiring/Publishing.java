package org.loadcast.serving.app.wiring;

import org.loadcast.serving.publish.mqtt.MqttPublisher;

/** Forecasts go out by MQTT, from when the broker is up until the last one was issued. */
record Publishing(MqttAdapters adapters, MqttPublisher publisher) implements ServicePart {

    @Override
    public void start() {
        var unused = adapters.brokerStarted().thenRun(publisher::start);
    }

    @Override
    public void close() {
        publisher.close();
    }
}
