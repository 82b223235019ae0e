package org.loadcast.serving.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.meter.Site;
import org.loadcast.features.store.Stores;
import org.loadcast.serving.forecast.UnknownMeterException;
import org.loadcast.serving.statistics.UsualLoads;
import org.loadcast.serving.stream.AveragedLoad;
import org.loadcast.serving.stream.Event;
import org.loadcast.serving.stream.EventBus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /api/v1/stream}: what happens, as Server-Sent Events. */
final class StreamRoutes implements RouteGroup {

    private static final long HEARTBEAT_SECONDS = 15;
    private static final Logger LOG = LoggerFactory.getLogger(StreamRoutes.class);
    private static final int MOST_LISTENERS = 256;
    private static final int MOST_AVERAGED_METERS = 100;
    private static final long LOOK_UP_MILLIS = 250;
    private static final int LOOK_UPS_AT_ONCE = 2;

    /** So that who replays years does not keep the others waiting. */
    private static final int LOOK_UPS_IN_A_TURN = 10;

    private final Stores stores;
    private final EventBus bus;
    private final Clock clock;
    private final EventFrames frames;
    private final UsualLoads usual;
    private final Set<StreamConnection> connections = ConcurrentHashMap.newKeySet();
    private final Runnable pump = this::pump;
    private final ScheduledExecutorService timer =
            Executors.newScheduledThreadPool(LOOK_UPS_AT_ONCE, StreamRoutes::daemon);

    StreamRoutes(Stores stores, EventBus bus, UsualLoads usual, ObjectMapper json, Clock clock) {
        this.stores = stores;
        this.bus = bus;
        this.clock = clock;
        this.frames = new EventFrames(stores.meters(), json);
        this.usual = usual;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "stream");
        thread.setDaemon(true);
        return thread;
    }

    private void pump() {
        connections.forEach(StreamConnection::pump);
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.get("/api/v1/stream", this::open);
        bus.listen(pump);
        var unused = timer.scheduleAtFixedRate(
                () -> connections.forEach(StreamConnection::heartbeat),
                HEARTBEAT_SECONDS,
                HEARTBEAT_SECONDS,
                TimeUnit.SECONDS);
    }

    private void open(Context ctx) {
        StreamSource source = source(new Query(ctx), Optional.ofNullable(ctx.header("Last-Event-ID")));
        if (connections.size() >= MOST_LISTENERS) {
            ctx.header("Retry-After", "30");
            throw ProblemException.busy(
                    MOST_LISTENERS + " listeners are connected, more are not served. Try again later, or close some.");
        }
        ctx.status(200)
                .contentType("text/event-stream;charset=utf-8")
                .header("Cache-Control", "no-store")
                .header("X-Accel-Buffering", "no");
        ctx.future(() -> listen(ctx, source));
    }

    private CompletableFuture<Void> listen(Context ctx, StreamSource source) {
        try {
            StreamConnection connection = new StreamConnection(source, ctx.res().getOutputStream());
            // First of all: whoever writes before it, such as a quick look-up, would write in the blocking way.
            ctx.res().getOutputStream().setWriteListener(connection);
            connections.add(connection);
            CompletableFuture<Void> gone = connection.ended().thenRun(() -> connections.remove(connection));
            if (source.averages()) {
                Future<?> looking = timer.scheduleWithFixedDelay(
                        () -> lookUp(connection), 0, LOOK_UP_MILLIS, TimeUnit.MILLISECONDS);
                gone = gone.thenRun(() -> looking.cancel(false));
            }
            return gone;
        } catch (IOException closed) {
            throw new UncheckedIOException("The listener went away.", closed);
        }
    }

    private static void lookUp(StreamConnection connection) {
        try {
            for (int turn = 0; turn < LOOK_UPS_IN_A_TURN && connection.source().lookUp(); turn++) {
                connection.pump();
            }
        } catch (RuntimeException failed) {
            LOG.warn("A listener's averages cannot be read: {}", failed.getMessage());
            connection.end();
        }
    }

    private StreamSource source(Query query, Optional<String> lastEventId) {
        Optional<SiteMeans> site = query.text("site").map(id -> site(id, query));
        Set<MeterId> meters = site.map(SiteMeans::meters).orElseGet(() -> meters(query));
        Set<Event.Kind> kinds = kinds(query);
        Optional<EventId> last = lastEventId.map(StreamRoutes::parseId);
        Optional<Duration> interval =
                query.parsed("interval", StreamRoutes::interval).filter(i -> kinds.contains(Event.Kind.READING));
        Optional<Instant> from = query.instant("from");
        if (interval.isEmpty() && from.isPresent()) {
            throw ProblemException.badParameter(
                    "Parameter from: replays averaged readings. Give an interval too, such as interval=PT60S, or leave from out.");
        }
        if (interval.isEmpty() && site.isPresent()) {
            throw ProblemException.badParameter(
                    "Parameter site: means of a home come in one event. Give an interval too, such as interval=60, or name its meters.");
        }
        double speed = query.parsed("speed", StreamRoutes::speed).orElse(Double.POSITIVE_INFINITY);
        Optional<Replay> replay = interval.map(
                i -> replay(meters, i, last.flatMap(EventId::averagedUntil).or(() -> from), speed));
        if (replay.isPresent()) {
            kinds.remove(Event.Kind.READING);
        }
        EventId start = last.orElseGet(() -> new EventId(bus.end(), Optional.empty()));
        return new StreamSource(bus, frames, new StreamSource.Filter(kinds, meters), replay, site, start, clock);
    }

    private SiteMeans site(String id, Query query) {
        if (!query.meters().isEmpty()) {
            throw ProblemException.badParameter("Parameters site and meters name meters both. Leave one of them out.");
        }
        Site site = Site.of(stores.meters().all()).get(id);
        if (site == null) {
            throw ProblemException.notFound("There is no site '" + id
                    + "'. GET /api/v1/sites lists them; meters with the attribute site belong to one, too.");
        }
        return new SiteMeans(site, usual);
    }

    private Replay replay(Set<MeterId> wanted, Duration interval, Optional<Instant> from, double speed) {
        Collection<MeterId> meters =
                wanted.isEmpty() ? stores.meters().all().stream().map(Meter::id).toList() : wanted;
        if (meters.isEmpty() || meters.size() > MOST_AVERAGED_METERS) {
            throw ProblemException.badParameter("Parameter meters: the load of " + meters.size()
                    + " meters cannot be averaged. Name 1 to " + MOST_AVERAGED_METERS + " of them.");
        }
        Instant now = clock.instant();
        AveragedLoad load = from.map(start -> new AveragedLoad(stores.measurements(), meters, interval, start))
                .orElseGet(() -> AveragedLoad.live(stores.measurements(), meters, interval, now));
        return new Replay(load, interval, from.orElse(now), now, from.isPresent() ? speed : Double.POSITIVE_INFINITY);
    }

    private Set<MeterId> meters(Query query) {
        Set<MeterId> meters = new LinkedHashSet<>(query.meters());
        meters.stream()
                .filter(id -> stores.meters().find(id).isEmpty())
                .findFirst()
                .ifPresent(id -> {
                    throw new UnknownMeterException(id);
                });
        return meters;
    }

    private static Set<Event.Kind> kinds(Query query) {
        List<Event.Kind> named = new ArrayList<>();
        query.list("events").forEach(name -> named.add(parseKind(name)));
        return named.isEmpty() ? EnumSet.allOf(Event.Kind.class) : EnumSet.copyOf(named);
    }

    private static Event.Kind parseKind(String name) {
        try {
            return Event.Kind.parse(name);
        } catch (IllegalArgumentException unknown) {
            throw ProblemException.badParameter("Parameter events: " + unknown.getMessage());
        }
    }

    private static EventId parseId(String text) {
        try {
            return EventId.parse(text);
        } catch (IllegalArgumentException malformed) {
            throw ProblemException.badParameter("Header Last-Event-ID: " + malformed.getMessage());
        }
    }

    private static Duration interval(String text) {
        try {
            return AveragedLoad.requireInterval(
                    text.chars().allMatch(Character::isDigit)
                            ? Duration.ofSeconds(Long.parseLong(text))
                            : Duration.parse(text));
        } catch (DateTimeParseException | ArithmeticException | NumberFormatException notDuration) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not an interval. Use seconds such as 15, or an ISO duration such as PT15M.",
                    notDuration);
        }
    }

    private static double speed(String text) {
        try {
            double speed = Double.parseDouble(text);
            if (speed >= 1 && speed <= 1e6) {
                return speed;
            }
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("'" + text + "' is not a number. Use for example 60.", notANumber);
        }
        throw new IllegalArgumentException("'" + text + "' is not between 1 and 1000000. Use for example 60.");
    }

    /** Ends all connections; the server waits for them otherwise. */
    @Override
    public void close() {
        bus.forget(pump);
        timer.shutdownNow();
        connections.forEach(StreamConnection::end);
    }
}
