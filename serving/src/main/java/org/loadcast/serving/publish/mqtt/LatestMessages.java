package org.loadcast.serving.publish.mqtt;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Retained messages on their way to the broker, of which only the latest of each topic counts. Thread-safe.
 *
 * <p>However long the broker is away, one message for each topic waits. One that is refused is tried again after a second,
 * unless there is a newer one.
 */
final class LatestMessages implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LatestMessages.class);
    private static final int IN_FLIGHT = 200;
    private static final long CLOSE_MILLIS = 3_000;
    private static final Executor LATER = CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);

    private final MqttSender sender;
    private final Map<String, String> latest = new HashMap<>();
    private final Set<String> waiting = new LinkedHashSet<>();
    private int underWay;
    private final Semaphore room = new Semaphore(IN_FLIGHT);
    private final AtomicBoolean complained = new AtomicBoolean();
    private final Thread worker = new Thread(this::run, "mqtt-publisher");

    LatestMessages(MqttSender sender) {
        this.sender = sender;
        worker.setDaemon(true);
    }

    /** Begins to send. */
    void start() {
        worker.start();
    }

    /** Sends soon, in place of a message of the topic that still waits. */
    synchronized void put(String topic, String payload) {
        latest.put(topic, payload);
        waiting.add(topic);
        notifyAll();
    }

    /** The same, when it differs from the latest message of its topic. */
    synchronized void putIfNew(String topic, String payload) {
        if (!payload.equals(latest.get(topic))) {
            put(topic, payload);
        }
    }

    private record Message(String topic, String payload) {}

    private void run() {
        try {
            while (true) {
                room.acquire();
                Message next = take();
                var unused =
                        sender.send(next.topic(), next.payload()).whenComplete((done, failed) -> sent(next, failed));
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Message take() throws InterruptedException {
        while (waiting.isEmpty()) {
            wait();
        }
        Iterator<String> oldest = waiting.iterator();
        String topic = oldest.next();
        oldest.remove();
        underWay++;
        return new Message(topic, latest.getOrDefault(topic, ""));
    }

    private void sent(Message message, @Nullable Throwable failed) {
        room.release();
        arrived();
        if (failed == null) {
            complained.set(false);
        } else {
            if (complained.compareAndSet(false, true)) {
                LOG.warn(
                        "The broker does not take forecasts: {}. The latest of each meter waits.", failed.getMessage());
            }
            LATER.execute(() -> again(message));
        }
    }

    private synchronized void arrived() {
        underWay--;
    }

    private synchronized void again(Message message) {
        if (message.payload().equals(latest.get(message.topic()))) {
            waiting.add(message.topic());
            notifyAll();
        }
    }

    /** Waits a little until what waits has been sent. */
    @Override
    public void close() {
        long patience = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CLOSE_MILLIS);
        try {
            while (worker.isAlive() && !isIdle() && System.nanoTime() < patience) {
                Thread.sleep(20);
            }
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
        worker.interrupt();
    }

    private synchronized boolean isIdle() {
        return waiting.isEmpty() && underWay == 0;
    }
}
