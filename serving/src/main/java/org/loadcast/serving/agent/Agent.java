package org.loadcast.serving.agent;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.loadcast.features.meter.MeterId;
import org.loadcast.serving.ingest.mqtt.MqttLink;

/**
 * Makes a reading of each interval and sends it.
 *
 * <p>An interval starts at a whole multiple of its length; its reading is the mean power, with the start as timestamp. One that was
 * not seen as a whole, because the machine slept, its clock was set or nothing could be read, has none.
 */
public final class Agent {

    /** So many readings share a message, after the broker was away. */
    private static final int READINGS_IN_MESSAGE = 500;

    private static final Duration ACKNOWLEDGED_WITHIN = Duration.ofSeconds(30);
    private static final Duration LAST_TRY = Duration.ofSeconds(5);
    private static final Duration LONGEST_TICK = Duration.ofSeconds(10);
    private static final long PAUSE_MILLIS = 200;
    /** Between the clock and the time that the machine was awake; more is a sleep, or a clock that was set. */
    private static final Duration LARGEST_JUMP = Duration.ofSeconds(2);
    /** Later than this, a counter may have started again from zero more than once. */
    private static final Duration LATEST = Duration.ofMinutes(5);

    private final MeterId meter;
    private final String announcement;
    private final PowerSource source;
    private final Duration interval;
    private final DiskBuffer buffer;
    private final MqttLink broker;
    private final Clock clock;
    private final Consumer<String> log;
    private volatile boolean stopping;
    private volatile @Nullable IOException broken;

    /**
     * An agent.
     *
     * @param announcement what is known about the meter, as JSON
     * @param interval of a reading, whole seconds
     * @param log hears what people should know
     */
    public Agent(
            MeterId meter,
            String announcement,
            PowerSource source,
            Duration interval,
            DiskBuffer buffer,
            MqttLink broker,
            Clock clock,
            Consumer<String> log) {
        this.meter = meter;
        this.announcement = announcement;
        this.source = source;
        this.interval = interval;
        this.buffer = buffer;
        this.broker = broker;
        this.clock = clock;
        this.log = log;
    }

    /**
     * Reads and sends until the thread is interrupted or the source ends; then sends what waits, for a few seconds. What is left
     * stays in the buffer.
     *
     * @throws IOException when the source or the buffer fails
     */
    public void run() throws IOException {
        Thread reader = Thread.currentThread();
        Thread sender = new Thread(() -> send(reader), "agent-sender");
        sender.start();
        try {
            read();
        } catch (InterruptedException asked) {
            // To stop: what was read is in the buffer.
        } finally {
            stopping = true;
            join(sender);
        }
        IOException failure = broken;
        if (failure != null) {
            throw failure;
        }
    }

    private static void join(Thread sender) {
        try {
            sender.join(LAST_TRY.multipliedBy(2).toMillis());
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }

    private void read() throws IOException, InterruptedException {
        while (!source.hasEnded()) {
            Instant start = nextStart();
            sleepUntil(start);
            source.joules(Duration.ZERO);
            // One interval after the other, as long as the machine stays awake.
            for (long intervals = 1; intervals > 0 && !source.hasEnded(); ) {
                intervals = readFrom(start);
                start = start.plus(interval.multipliedBy(intervals));
            }
        }
    }

    private Instant nextStart() {
        long step = interval.toSeconds();
        return Instant.ofEpochSecond(Math.floorDiv(clock.instant().getEpochSecond(), step) * step + step);
    }

    /**
     * Reads an interval, or several at their common mean when the machine was too busy to look in time.
     *
     * @return how many; none when the machine slept, or its clock was set
     */
    private long readFrom(Instant start) throws IOException, InterruptedException {
        Instant end = start.plus(interval);
        Instant began = clock.instant();
        long beganNanos = System.nanoTime();
        long before = beganNanos;
        double joules = 0;
        Duration known = Duration.ZERO;
        for (Instant at = start; at.isBefore(end); ) {
            at = at.plus(tick()).isBefore(end) ? at.plus(tick()) : end;
            sleepUntil(at);
            long now = System.nanoTime();
            Duration passed = Duration.ofNanos(now - before);
            before = now;
            OptionalDouble energy = source.joules(passed);
            if (energy.isPresent()) {
                joules += energy.getAsDouble();
                known = known.plus(passed);
            }
        }
        Instant over = clock.instant();
        Duration awake = Duration.ofNanos(before - beganNanos);
        Duration jump = Duration.between(began, over).minus(awake).abs();
        Duration late = Duration.between(end, over);
        if (late.isNegative() || jump.compareTo(LARGEST_JUMP) > 0 || late.compareTo(LATEST) > 0) {
            return 0;
        }
        long intervals = 1 + late.dividedBy(interval);
        if (known.multipliedBy(2).compareTo(awake) >= 0 && !known.isZero()) {
            for (long i = 0; i < intervals; i++) {
                keep(start.plus(interval.multipliedBy(i)), joules / (known.toNanos() / 1e9));
            }
        }
        return intervals;
    }

    private Duration tick() {
        Duration tenth = interval.dividedBy(10);
        Duration tick = tenth.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : tenth;
        return tick.compareTo(LONGEST_TICK) > 0 ? LONGEST_TICK : tick;
    }

    /** Returns at or after {@code time}, unless the clock was set back meanwhile: woken too early, an interval would not be over. */
    private void sleepUntil(Instant time) throws InterruptedException {
        Duration left = Duration.between(clock.instant(), time);
        do {
            // Rounded up; and at least a moment, so that an interrupt is heard even by somebody who is late.
            Thread.sleep(Math.max(1, left.plusNanos(999_999).toMillis()));
            left = Duration.between(clock.instant(), time);
        } while (left.compareTo(Duration.ZERO) > 0 && left.compareTo(LARGEST_JUMP) <= 0);
    }

    private void keep(Instant start, double watts) throws IOException {
        String kilowatts = new BigDecimal(watts / 1000)
                .round(new MathContext(6))
                .stripTrailingZeros()
                .toPlainString();
        boolean wasFull = buffer.dropped() > 0;
        buffer.append("{\"timestamp\":\"" + start + "\",\"power_kw\":" + kilowatts + "}");
        if (!wasFull && buffer.dropped() > 0) {
            log.accept("The buffer is full; readings are lost until the broker is back. Allow more with --buffer-mb.");
        }
    }

    private void send(Thread reader) {
        boolean announced = false;
        Instant end = Instant.MAX;
        try {
            while (true) {
                if (stopping && end.equals(Instant.MAX)) {
                    end = clock.instant().plus(LAST_TRY);
                }
                boolean connected = broker.isConnected();
                announced &= connected;
                if (connected && !announced) {
                    announced = isTaken("loadcast/meters/" + meter + "/announce", announcement, true);
                }
                Optional<DiskBuffer.Batch> batch = buffer.awaitOldest(READINGS_IN_MESSAGE, PAUSE_MILLIS);
                if (stopping && (batch.isEmpty() || clock.instant().isAfter(end))) {
                    return;
                }
                if (batch.isPresent() && announced) {
                    send(batch.get());
                } else if (batch.isPresent()) {
                    Thread.sleep(PAUSE_MILLIS);
                }
            }
        } catch (IOException failure) {
            broken = failure;
            reader.interrupt();
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(DiskBuffer.Batch batch) throws IOException, InterruptedException {
        List<String> lines = batch.lines();
        String payload = lines.size() == 1 ? lines.get(0) : "[" + String.join(",", lines) + "]";
        if (isTaken("loadcast/meters/" + meter + "/reading", payload, false)) {
            buffer.confirm(batch);
        }
    }

    /** Whether the broker acknowledged it; else it is tried again. */
    private boolean isTaken(String topic, String payload, boolean retained) throws InterruptedException {
        CompletableFuture<Void> sent = broker.publish(topic, payload.getBytes(StandardCharsets.UTF_8), retained);
        try {
            sent.get((stopping ? LAST_TRY : ACKNOWLEDGED_WITHIN).toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException refused) {
            log.accept("The broker did not take a message (" + refused.getCause() + "); it is sent again.");
            Thread.sleep(PAUSE_MILLIS);
            return false;
        } catch (TimeoutException silent) {
            return false;
        }
    }
}
