package org.loadcast.serving.app.wiring;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.loadcast.features.store.Stores;
import org.loadcast.serving.api.DeadLetterRoutes;
import org.loadcast.serving.api.Installation;
import org.loadcast.serving.app.console.CommandFailure;
import org.loadcast.serving.app.live.LiveSink;
import org.loadcast.serving.app.live.MqttSink;
import org.loadcast.serving.app.live.StoreSink;
import org.loadcast.serving.app.settings.LoadcastConfig;
import org.loadcast.serving.ingest.IngestStatistics;
import org.loadcast.serving.ingest.Intake;
import org.loadcast.serving.ingest.IntakeListener;
import org.loadcast.serving.ingest.broker.EmbeddedBroker;
import org.loadcast.serving.ingest.deadletter.DeadLetterReplay;
import org.loadcast.serving.ingest.deadletter.DeadLetters;
import org.loadcast.serving.ingest.decode.MessageMapping;
import org.loadcast.serving.ingest.mqtt.BrokerAddress;
import org.loadcast.serving.ingest.mqtt.MqttConfig;
import org.loadcast.serving.ingest.mqtt.MqttIngest;
import org.loadcast.serving.ingest.mqtt.MqttLink;
import org.loadcast.serving.publish.mqtt.MqttPublisher;
import org.loadcast.serving.publish.mqtt.MqttTarget;

/** What {@link Wiring} builds for messages: the broker, the link to it, the way into the stores, and the dead letters. */
public final class MqttAdapters {

    private final LoadcastConfig config;
    private final Clock clock;
    private final IngestStatistics statistics = new IngestStatistics();
    private @Nullable Integer embeddedPort;
    private Optional<EmbeddedBroker> embedded = Optional.empty();

    MqttAdapters(LoadcastConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    /** The routes of dead letters, and the intake of messages if there is a broker. */
    List<ServicePart> parts(Installation installation) {
        List<ServicePart> parts = new ArrayList<>();
        DeadLetters deadLetters = deadLetters(installation.stores());
        Intake intake = intake(installation.stores(), new IntakeNews(installation));
        parts.add(ServicePart.of(
                new DeadLetterRoutes(deadLetters, new DeadLetterReplay(deadLetters, mapping(), intake))));
        broker().ifPresent(address -> parts.add(new Messaging(
                this,
                address,
                new MqttIngest(config.mqtt(), address, clientId(), mapping(), intake, deadLetters, clock))));
        return parts;
    }

    /** Counts of what came in by messages. */
    IngestStatistics statistics() {
        return statistics;
    }

    /** Which topics and payloads mean what. */
    public MessageMapping mapping() {
        return config.mapping();
    }

    /** What messages say goes from here into the stores. */
    public Intake intake(Stores stores, IntakeListener listener) {
        return new Intake(stores, config.mqtt().newMeters(), listener, statistics, clock);
    }

    /** Messages that could not be used; they are kept in the embedded store, whatever else is. */
    public DeadLetters deadLetters(Stores stores) {
        return DeadLetters.in(Wiring.database(stores));
    }

    /**
     * Where MQTT messages come from and go to; empty when MQTT is turned off. The same address whenever it is asked.
     *
     * @throws CommandFailure when the configured port of the embedded broker is taken
     */
    Optional<BrokerAddress> broker() {
        MqttConfig.Broker broker = config.mqtt().broker();
        if (broker instanceof MqttConfig.Broker.At there) {
            return Optional.of(there.address());
        }
        return broker instanceof MqttConfig.Broker.Embedded embedded
                ? Optional.of(new BrokerAddress(EmbeddedBroker.HOST, embeddedPort(embedded), false))
                : Optional.empty();
    }

    /** The configured port must be free; without one it is the usual port, or another when some broker has that already. */
    private synchronized int embeddedPort(MqttConfig.Broker.Embedded embedded) {
        Integer known = embeddedPort;
        if (known == null) {
            int port = embedded.port().orElse(MqttConfig.USUAL_PORT);
            boolean free = EmbeddedBroker.isFree(port);
            if (!free && embedded.port().isPresent()) {
                throw new CommandFailure("Port " + port
                        + " is taken, so the embedded broker cannot listen on it. Choose"
                        + " another mqtt.port, name the broker that listens there (mqtt.url: mqtt://127.0.0.1:" + port
                        + "), or set mqtt.embedded to false.");
            }
            known = free ? port : EmbeddedBroker.freePort();
            embeddedPort = known;
        }
        return known;
    }

    /**
     * Begins to start the embedded broker, if that is the one to be used, in a thread of its own. It takes longer than anything else
     * at a start, so a service does this first.
     *
     * @throws CommandFailure when the configured port of the embedded broker is taken
     */
    synchronized void startBroker() {
        if (config.mqtt().broker() instanceof MqttConfig.Broker.Embedded broker) {
            embedded = Optional.of(EmbeddedBroker.start(config.data().resolve("broker"), embeddedPort(broker)));
        }
    }

    /** Completes when clients may connect, which is at once for a broker of somebody else's. */
    synchronized CompletableFuture<Void> brokerStarted() {
        return embedded.map(EmbeddedBroker::started).orElseGet(() -> CompletableFuture.allOf());
    }

    /** Why the embedded broker cannot be connected to; empty when it can, or is not the one to be used. */
    synchronized Optional<String> brokerTrouble() {
        return embedded.flatMap(EmbeddedBroker::trouble);
    }

    /** Stops the embedded broker, if it was started. */
    synchronized void close() {
        embedded.ifPresent(EmbeddedBroker::close);
        embedded = Optional.empty();
    }

    /** Who publishes forecasts, if there is a broker. */
    Optional<MqttPublisher> publisher(Stores stores) {
        return broker().map(address -> new MqttPublisher(
                target(address), stores.meters(), config.mqtt().homeAssistantPrefix()));
    }

    /**
     * Where simulated meters send what they measure: to the broker as real ones would, as soon as it is up, or without one into the
     * stores.
     */
    public LiveSink liveSink(Installation installation) {
        brokerStarted().join();
        return broker().<LiveSink>map(address ->
                        new MqttSink(MqttLink.publishing(config.mqtt(), address, clientId() + "-live-meters")))
                .orElseGet(() -> new StoreSink(installation.stores(), new IntakeNews(installation)));
    }

    private MqttTarget target(BrokerAddress address) {
        MqttConfig.TlsFiles files = config.mqtt().tls();
        return new MqttTarget(
                address.host(),
                address.port(),
                address.tls() ? Optional.of(new MqttTarget.Tls(files.trust(), files.identity())) : Optional.empty(),
                config.mqtt().login().map(login -> new MqttTarget.Login(login.user(), login.password())),
                clientId() + "-forecasts");
    }

    /** The same for an installation after every start, so that the broker keeps its session. */
    private String clientId() {
        return config.mqtt().clientId().orElseGet(() -> {
            String place = hostName() + ":" + config.data().toAbsolutePath().normalize();
            return "loadcast-" + UUID.nameUUIDFromBytes(place.getBytes(StandardCharsets.UTF_8));
        });
    }

    private static String hostName() {
        return Optional.ofNullable(System.getenv("HOSTNAME")).orElse("localhost");
    }
}
