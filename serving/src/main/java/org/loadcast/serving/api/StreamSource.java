package org.loadcast.serving.api;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.loadcast.features.meter.MeterId;
import org.loadcast.serving.stream.AveragedLoad;
import org.loadcast.serving.stream.Event;
import org.loadcast.serving.stream.EventBus;

/**
 * What one listener gets next: events that pass its filter, and averaged load when it asked for an interval.
 *
 * <p>Thread-safe. Frames are made when they are asked for; only averages, which need the store, are made beforehand by {@link
 * #lookUp}.
 */
final class StreamSource {

    private static final int EVENTS_AT_ONCE = 500;

    private final EventBus bus;
    private final EventFrames frames;
    private final Filter filter;
    private final Optional<Replay> replay;
    private final Optional<SiteMeans> site;
    private final Clock clock;
    private final ReentrantLock lookingUp = new ReentrantLock();
    private final Deque<byte[]> ready = new ArrayDeque<>();
    private final EventId begin;
    private EventBus.Position position;
    private Optional<Instant> averagedUntil;
    private boolean newReadings;

    /**
     * A source that begins at {@code start}, whose averages, if any, continue those before its time.
     *
     * @param site whose averages come in one event, if any
     */
    StreamSource(
            EventBus bus,
            EventFrames frames,
            Filter filter,
            Optional<Replay> replay,
            Optional<SiteMeans> site,
            EventId start,
            Clock clock) {
        this.bus = bus;
        this.frames = frames;
        this.filter = filter;
        this.replay = replay;
        this.site = site;
        this.position = start.position();
        this.averagedUntil = replay.map(Replay::resumeFrom);
        this.begin = id();
        this.clock = clock;
    }

    /**
     * Which events a listener wants.
     *
     * @param kinds without readings when they come averaged
     * @param meters empty for all
     */
    record Filter(Set<Event.Kind> kinds, Set<MeterId> meters) {

        boolean wants(Event event) {
            return kinds.contains(event.kind()) && concerns(event);
        }

        boolean concerns(Event event) {
            return meters.isEmpty() || event.meter().map(meters::contains).orElse(true);
        }
    }

    /** The next frame; empty when there is none now. */
    synchronized Optional<byte[]> next() {
        while (ready.isEmpty()) {
            EventBus.Batch batch = bus.read(position, EVENTS_AT_ONCE);
            if (batch.complete() && batch.events().isEmpty()) {
                return Optional.empty();
            }
            take(batch);
        }
        return Optional.of(ready.removeFirst());
    }

    private void take(EventBus.Batch batch) {
        long number = batch.upTo().after() - batch.events().size();
        if (!batch.complete()) {
            position = new EventBus.Position(batch.upTo().run(), number);
            ready.add(frames.gap(id()));
        }
        for (Event event : batch.events()) {
            position = new EventBus.Position(batch.upTo().run(), ++number);
            newReadings |= event.kind() == Event.Kind.READING && filter.concerns(event);
            if (filter.wants(event)) {
                ready.add(frames.event(event, id()));
            }
        }
        position = batch.upTo();
    }

    /** The place behind what was handed out. */
    private EventId id() {
        return new EventId(position, averagedUntil);
    }

    /** The listener is new: tells it when to come back after a break, and from where while it has got nothing. */
    byte[] hello() {
        return frames.hello(begin);
    }

    /** A frame without content; empty when others are waiting, whose ids come first. */
    synchronized Optional<byte[]> heartbeat() {
        return ready.isEmpty() ? Optional.of(frames.heartbeat(id())) : Optional.empty();
    }

    /** Whether {@link #lookUp} has something to do from time to time. */
    boolean averages() {
        return replay.isPresent();
    }

    /** Makes averages ready when some may be due and none waits; whether there are new ones. Reads the store. */
    boolean lookUp() {
        if (replay.isEmpty() || !lookingUp.tryLock()) {
            return false;
        }
        try {
            boolean fresh;
            synchronized (this) {
                if (!ready.isEmpty()) {
                    return false;
                }
                fresh = newReadings;
                newReadings = false;
            }
            List<AveragedLoad.Mean> means = replay.get().next(clock.instant(), fresh);
            if (!means.isEmpty()) {
                site.ifPresent(SiteMeans::prepare);
            }
            add(means, replay.get().resumeFrom());
            return !means.isEmpty();
        } finally {
            lookingUp.unlock();
        }
    }

    /** Means by time: behind each, what began before the next one has been told. */
    private synchronized void add(List<AveragedLoad.Mean> means, Instant toldUntil) {
        int end = 0;
        for (int from = 0; from < means.size(); from = end) {
            end = site.isPresent() ? endOfInterval(means, from) : from + 1;
            Instant next = end == means.size() ? toldUntil : means.get(end).start();
            averagedUntil = Optional.of(next.isBefore(toldUntil) ? next : toldUntil);
            List<AveragedLoad.Mean> together = means.subList(from, end);
            ready.add(site.map(home -> frames.site(home.json(together), id()))
                    .orElseGet(() -> frames.mean(together.get(0), id())));
        }
    }

    private static int endOfInterval(List<AveragedLoad.Mean> means, int from) {
        int end = from + 1;
        while (end < means.size()
                && means.get(end).start().equals(means.get(from).start())) {
            end++;
        }
        return end;
    }
}
