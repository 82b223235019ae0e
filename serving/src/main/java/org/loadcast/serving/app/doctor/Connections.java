package org.loadcast.serving.app.doctor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.loadcast.serving.alert.AlertsConfig;
import org.loadcast.serving.alert.MailConfig;
import org.loadcast.serving.alert.UndeliveredException;
import org.loadcast.serving.alert.mail.MailSink;
import org.loadcast.serving.app.settings.LoadcastConfig;
import org.loadcast.serving.app.wiring.Wiring;
import org.loadcast.serving.ingest.broker.EmbeddedBroker;
import org.loadcast.serving.ingest.mqtt.BrokerAddress;
import org.loadcast.serving.ingest.mqtt.MqttConfig;
import org.loadcast.serving.ingest.mqtt.MqttLink;

/** Tries every server beside the database that the settings name, as the service would use it; nothing is published or sent. */
record Connections(Wiring wiring) {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration LOOK = Duration.ofMillis(20);

    /** One finding for each server. */
    List<Finding> examine() {
        LoadcastConfig config = wiring.config();
        List<Finding> findings = new ArrayList<>();
        broker().ifPresent(findings::add);
        config.alerts().mail().ifPresent(mail -> findings.add(mail(mail)));
        config.alerts().webhook().ifPresent(hook -> findings.add(webhook(hook)));
        if (config.weather().scheduled()) {
            findings.add(weatherSource(config.weather().forecast()));
        }
        return findings;
    }

    private Optional<Finding> broker() {
        MqttConfig mqtt = wiring.config().mqtt();
        if (mqtt.broker() instanceof MqttConfig.Broker.At there) {
            return Optional.of(external(mqtt, there.address()));
        }
        return mqtt.broker() instanceof MqttConfig.Broker.Embedded embedded
                ? Optional.of(embedded(embedded.port().orElse(MqttConfig.USUAL_PORT)))
                : Optional.empty();
    }

    private static Finding external(MqttConfig mqtt, BrokerAddress address) {
        try (MqttLink link = MqttLink.publishing(
                mqtt, address, "loadcast-doctor-" + ProcessHandle.current().pid())) {
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (!link.isConnected() && System.nanoTime() < end) {
                Thread.sleep(LOOK.toMillis());
            }
            return link.trouble()
                    .map(trouble -> Finding.fail("broker", trouble))
                    .orElseGet(() -> Finding.ok("broker", address + " lets us in"));
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
            return Finding.warn("broker", address + " was not waited for");
        }
    }

    private static Finding embedded(int port) {
        String address = EmbeddedBroker.HOST + ":" + port;
        return EmbeddedBroker.isFree(port)
                ? Finding.ok("broker", "the embedded one will listen on " + address)
                : Finding.warn(
                        "broker",
                        "something listens on " + address
                                + ". If that is no running loadcast serve, the embedded broker"
                                + " takes another port; set mqtt.port, or mqtt.url for the broker that is there.");
    }

    private static Finding mail(MailConfig config) {
        try {
            MailSink.tryConnection(config);
            return Finding.ok("email", config.host() + ":" + config.port() + " lets us in");
        } catch (UndeliveredException refused) {
            return Finding.fail("email", String.valueOf(refused.getMessage()));
        }
    }

    /** Only whether somebody listens: whatever is posted there might be taken for an alert. */
    private static Finding webhook(AlertsConfig.WebhookConfig hook) {
        URI url = hook.url();
        int port = url.getPort() >= 0 ? url.getPort() : "https".equals(url.getScheme()) ? 443 : 80;
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(url.getHost(), port), (int) PATIENCE.toMillis());
            return Finding.ok("webhook", url.getHost() + ":" + port + " listens");
        } catch (IOException | IllegalArgumentException away) {
            return Finding.fail(
                    "webhook",
                    url.getHost() + ":" + port + " cannot be reached: " + away + ". Check alerts.webhook.url.");
        }
    }

    /** Any answer will do, for the question lacks a place. */
    private static Finding weatherSource(URI address) {
        HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
        HttpRequest question = HttpRequest.newBuilder(address).timeout(PATIENCE).build();
        try {
            client.send(question, HttpResponse.BodyHandlers.discarding());
            return Finding.ok("weather", address.getHost() + " answers");
        } catch (IOException away) {
            return Finding.fail(
                    "weather",
                    address.getHost() + " does not answer: " + away + ". Check the network and weather.url, or set"
                            + " weather.source to none; forecasts go on without weather.");
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
            return Finding.warn("weather", address.getHost() + " was not waited for");
        }
    }
}
