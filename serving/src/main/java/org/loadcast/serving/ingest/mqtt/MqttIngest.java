package org.loadcast.serving.ingest.mqtt;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.loadcast.serving.ingest.Intake;
import org.loadcast.serving.ingest.deadletter.DeadLetters;
import org.loadcast.serving.ingest.decode.MessageMapping;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes in what a broker has for us, from {@link #start} until {@link #close}. Thread-safe.
 *
 * <p>When more waits for the store than memory is meant for, the link is closed; the broker keeps the messages meanwhile, and
 * the link is opened again when half of it has been stored.
 */
public final class MqttIngest implements AutoCloseable {

    private static final int MESSAGES_PER_BATCH = 5_000;
    private static final long BYTES_PER_BATCH = 8 << 20;
    private static final long MOST_BYTES = 96 << 20;
    private static final int SHARE_OF_HEAP = 6;
    private static final Duration GLANCE = Duration.ofMillis(200);
    private static final Duration DRAIN_PATIENCE = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(MqttIngest.class);

    private final Function<List<String>, MqttLink> opener;
    private final MessageMapping mapping;
    private final Set<String> subscribed = new HashSet<>();
    private final Intake intake;
    private final BatchWriter writer;
    private final Backlog backlog;
    private final Thread thread;
    private @Nullable MqttLink link;
    private volatile boolean overflowing;
    private volatile boolean closing;

    /**
     * An ingest that is not started.
     *
     * @param broker where the messages come from
     * @param clientId name of the session at the broker, the same one after every start
     */
    public MqttIngest(
            MqttConfig config,
            BrokerAddress broker,
            String clientId,
            MessageMapping mapping,
            Intake intake,
            DeadLetters deadLetters,
            Clock clock) {
        this(config, broker, clientId, mapping, intake, deadLetters, clock, mostBytes());
    }

    /** The same with a bound of its own for what may wait in memory. */
    MqttIngest(
            MqttConfig config,
            BrokerAddress broker,
            String clientId,
            MessageMapping mapping,
            Intake intake,
            DeadLetters deadLetters,
            Clock clock,
            long mostBytes) {
        this.opener = filters -> MqttLink.open(config, broker, clientId, filters, this::arrived, clock);
        this.mapping = mapping;
        this.intake = intake;
        this.writer = new BatchWriter(mapping, intake, deadLetters);
        this.backlog = new Backlog(mostBytes, clock);
        this.thread = new Thread(this::settleForEver, "mqtt-ingest");
        intake.statistics().watch(backlog::size, backlog::oldestWait);
    }

    private static long mostBytes() {
        return Math.min(MOST_BYTES, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
    }

    /** Begins to connect, and to store what comes in; returns at once. */
    public synchronized void start() {
        open();
        thread.start();
    }

    private synchronized void open() {
        List<String> filters = mapping.topicFilters();
        subscribed.clear();
        subscribed.addAll(filters);
        link = opener.apply(filters);
    }

    /** A message may have announced a device that speaks on a topic of its own. */
    private synchronized void subscribeToAnnounced() {
        List<String> announced =
                mapping.topicFilters().stream().filter(subscribed::add).toList();
        if (!announced.isEmpty() && link != null) {
            link.subscribe(announced);
        }
    }

    private void arrived(Arrival arrival) {
        if (closing || (overflowing && arrival.guaranteed())) {
            return; // not acknowledged: the broker has it still
        }
        intake.statistics().countReceived();
        if (!backlog.offer(arrival)) {
            if (arrival.guaranteed()) {
                overflowing = true;
            } else {
                intake.statistics().countDropped();
            }
        }
    }

    private void settleForEver() {
        List<Arrival> batch = new ArrayList<>();
        try {
            while (!closing || backlog.size() > 0) {
                backlog.take(batch, MESSAGES_PER_BATCH, BYTES_PER_BATCH, GLANCE);
                if (!batch.isEmpty()) {
                    breakWhenOverflowing();
                    writer.settle(batch);
                    backlog.settled(batch);
                    batch.clear();
                    subscribeToAnnounced();
                }
                resumeWhenPossible();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void breakWhenOverflowing() {
        if (overflowing && link != null) {
            LOG.warn("{} messages wait for the store; the broker keeps further ones until it is back.", backlog.size());
            link.close();
            link = null;
        }
    }

    private synchronized void resumeWhenPossible() {
        if (overflowing && backlog.isBelowHalf() && !closing) {
            if (link != null) {
                link.close();
            }
            overflowing = false;
            open();
        }
    }

    /** What is wrong with the link or with storing; empty when all is well. */
    public Optional<String> trouble() {
        return trouble(MqttLink::trouble);
    }

    /** The same, but a link that is lost for a moment does not count: the broker keeps what comes in meanwhile. */
    public Optional<String> lastingTrouble() {
        return trouble(MqttLink::lastingTrouble);
    }

    private Optional<String> trouble(Function<MqttLink, Optional<String>> ofLink) {
        Optional<String> storing = writer.trouble();
        return storing.isPresent() ? storing : linkTrouble(ofLink);
    }

    /** While messages wait for the store there is no link on purpose. */
    private synchronized Optional<String> linkTrouble(Function<MqttLink, Optional<String>> ofLink) {
        if (link != null) {
            return ofLink.apply(link);
        }
        return overflowing || closing ? Optional.empty() : Optional.of("It has not begun to take in messages.");
    }

    public boolean isConnected() {
        MqttLink current;
        synchronized (this) {
            current = link;
        }
        return current != null && current.isConnected();
    }

    /** Stores and acknowledges what has come in, if that goes quickly, then disconnects; the broker keeps the rest. */
    @Override
    public void close() {
        closing = true;
        try {
            thread.join(DRAIN_PATIENCE.toMillis());
            thread.interrupt();
            thread.join(DRAIN_PATIENCE.toMillis());
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            if (link != null) {
                link.close();
            }
        }
    }
}
