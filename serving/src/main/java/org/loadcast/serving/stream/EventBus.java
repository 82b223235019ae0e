package org.loadcast.serving.stream;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The newest events in order, and who wants to hear of them.
 *
 * <p>Publishing never waits for a listener: events are kept in a ring, the oldest give way, and every listener reads from its
 * own {@link Position}. Thread-safe.
 */
public final class EventBus implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EventBus.class);
    private static final int USUAL_CAPACITY = 65_536;

    /** Numbers in memory, at eight bytes each. */
    private static final long MOST_WEIGHT = 4_000_000;

    private final String run;
    private final @Nullable Event[] ring;
    private final Set<Runnable> listeners = new CopyOnWriteArraySet<>();
    private long oldest;
    private long newest;
    private long weight;
    private boolean closed;

    /** A bus whose positions differ from those of every earlier run by the time of its making. */
    public EventBus(Clock clock) {
        this(Long.toString(clock.millis(), Character.MAX_RADIX), USUAL_CAPACITY);
    }

    /**
     * A bus of a named run.
     *
     * @param run letters and digits that no other run has
     * @param capacity events that are kept
     */
    EventBus(String run, int capacity) {
        this.run = run;
        this.ring = new Event[capacity];
        Thread teller = new Thread(this::tell, "event-bus");
        teller.setDaemon(true);
        teller.start();
    }

    /**
     * A place between two events.
     *
     * @param run which run of the service numbered them
     * @param after events before this place since that run began
     */
    public record Position(String run, long after) {}

    /**
     * Some events in order.
     *
     * @param upTo the place behind the last of them
     * @param complete false when events between the place asked for and the first of these are gone
     */
    public record Batch(List<Event> events, Position upTo, boolean complete) {}

    /** Adds an event. */
    public void publish(Event event) {
        publish(List.of(event));
    }

    /** Adds events in order; each listener hears of them soon. */
    public synchronized void publish(Collection<? extends Event> events) {
        for (Event event : events) {
            if (newest - oldest == ring.length) {
                forgetOldest();
            }
            ring[slot(newest++)] = event;
            weight += event.weight();
            while (weight > MOST_WEIGHT && newest - oldest > 1) {
                forgetOldest();
            }
        }
        notifyAll();
    }

    private void forgetOldest() {
        weight -= at(oldest).weight();
        ring[slot(oldest++)] = null;
    }

    private int slot(long number) {
        return (int) (number % ring.length);
    }

    private Event at(long number) {
        Event event = ring[slot(number)];
        if (event == null) {
            throw new IllegalStateException("Event " + number + " is not kept; kept are " + oldest + " to " + newest);
        }
        return event;
    }

    /** The place behind the newest event. */
    public synchronized Position end() {
        return new Position(run, newest);
    }

    /**
     * The events behind {@code position}, at most {@code most} of them.
     *
     * <p>When some of them are gone, or another run numbered them, the batch begins with the oldest event that is kept, and says
     * that it is not complete.
     */
    public synchronized Batch read(Position position, int most) {
        boolean known = position.run().equals(run) && position.after() >= oldest && position.after() <= newest;
        long from = known ? position.after() : oldest;
        long to = Math.min(newest, from + most);
        List<Event> events = new ArrayList<>((int) (to - from));
        for (long number = from; number < to; number++) {
            events.add(at(number));
        }
        return new Batch(events, new Position(run, to), known);
    }

    /** Calls {@code listener} in the thread of the bus whenever there is news; it must be quick, and its errors are logged. */
    public void listen(Runnable listener) {
        listeners.add(listener);
    }

    /** Calls it no more. */
    public void forget(Runnable listener) {
        listeners.remove(listener);
    }

    private void tell() {
        long told = 0;
        while (true) {
            synchronized (this) {
                while (newest == told && !closed) {
                    try {
                        wait();
                    } catch (InterruptedException stopped) {
                        return;
                    }
                }
                if (closed) {
                    return;
                }
                told = newest;
            }
            for (Runnable listener : listeners) {
                try {
                    listener.run();
                } catch (RuntimeException failed) {
                    LOG.error("A listener to events failed", failed);
                }
            }
        }
    }

    /** Tells nobody any more. */
    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }
}
