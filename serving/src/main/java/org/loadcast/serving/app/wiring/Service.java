package org.loadcast.serving.app.wiring;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.OutputStreamAppender;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.loadcast.features.store.Stores;
import org.loadcast.serving.access.VisibleStores;
import org.loadcast.serving.api.Guard;
import org.loadcast.serving.api.Installation;
import org.loadcast.serving.api.LoadcastServer;
import org.loadcast.serving.api.ReadinessCheck;
import org.loadcast.serving.api.RouteGroup;
import org.loadcast.serving.api.ServerConfig;
import org.loadcast.serving.app.console.Console;
import org.loadcast.serving.forecast.ForecastService;
import org.loadcast.serving.metrics.Metrics;
import org.loadcast.serving.metrics.TimedStores;
import org.loadcast.serving.stream.EventBus;
import org.loadcast.training.registry.ModelRegistry;
import org.slf4j.LoggerFactory;

/** The service in this process, from its start until the process is asked to stop. */
public final class Service {

    private static final Duration READY_PATIENCE = Duration.ofSeconds(15);
    private static final Duration LOOK = Duration.ofMillis(25);

    private final Console console;
    private final Wiring wiring;
    private final ServerConfig listen;

    /** A service on {@code port}, or on the configured one when it is null. */
    public Service(Console console, Wiring wiring, @Nullable Integer port) {
        this.console = console;
        this.wiring = wiring;
        ServerConfig configured = wiring.config().server();
        this.listen = port == null ? configured : configured.onPort(port);
    }

    /** Serves until the process is asked to stop. */
    public void run() throws InterruptedException {
        run(installation -> List.of());
    }

    /** Serves with further parts at its side. */
    public void run(Function<Installation, List<ServicePart>> further) throws InterruptedException {
        speakUp();
        if (wiring.config().jsonLogs()) {
            logJson();
        }
        LoadcastServer.requireFree(listen);
        try (StopSignal stop = new StopSignal()) {
            wiring.mqtt().startBroker();
            try {
                run(stop, further);
            } finally {
                wiring.mqtt().close();
            }
        }
    }

    private void run(StopSignal stop, Function<Installation, List<ServicePart>> further) throws InterruptedException {
        Metrics metrics = new Metrics();
        try (Stores all = new TimedStores(wiring.openStores(), metrics)) {
            Guard guard = wiring.guard(all);
            Stores stores = VisibleStores.of(all);
            ModelRegistry models = wiring.openRegistry();
            try (ForecastService forecasts = wiring.forecastService(all, models);
                    EventBus events = new EventBus(wiring.clock())) {
                Installation installation = new Installation(stores, forecasts, models, wiring.clock(), events);
                List<ServicePart> parts = new ArrayList<>(wiring.parts(installation, metrics));
                parts.addAll(further.apply(installation));
                try {
                    serve(guard, installation, parts, stop);
                } finally {
                    Collections.reverse(parts);
                    parts.forEach(ServicePart::close);
                }
            }
        }
    }

    private void serve(Guard guard, Installation installation, List<ServicePart> parts, StopSignal stop)
            throws InterruptedException {
        List<ReadinessCheck> checks =
                parts.stream().flatMap(part -> part.checks().stream()).toList();
        List<RouteGroup> routes =
                parts.stream().flatMap(part -> part.routes().stream()).toList();
        try (LoadcastServer server = LoadcastServer.start(listen, guard, installation, checks, routes)) {
            parts.stream().filter(part -> !part.checks().isEmpty()).forEach(ServicePart::start);
            awaitReady(checks);
            // Schedules begin with work on all meters, which would keep the broker from starting.
            parts.stream().filter(part -> part.checks().isEmpty()).forEach(ServicePart::start);
            console.line(
                    "Loadcast serves %d meters on %s://%s:%d/ (ready after %.1f s, data in %s)",
                    installation.stores().meters().all().size(),
                    listen.scheme(),
                    listen.host(),
                    server.port(),
                    ManagementFactory.getRuntimeMXBean().getUptime() / 1000.0,
                    wiring.config().data());
            stop.await();
        }
    }

    /** Who reads that it serves may rely on all of it; what is not ready in time is said, and does not keep the rest from working. */
    private void awaitReady(List<ReadinessCheck> checks) throws InterruptedException {
        long end = System.nanoTime() + READY_PATIENCE.toNanos();
        Optional<String> trouble = trouble(checks);
        while (trouble.isPresent() && System.nanoTime() < end) {
            Thread.sleep(LOOK.toMillis());
            trouble = trouble(checks);
        }
        trouble.ifPresent(why -> console.note("Not ready yet: " + why));
    }

    private static Optional<String> trouble(List<ReadinessCheck> checks) {
        return checks.stream().flatMap(check -> check.trouble().get().stream()).findFirst();
    }

    /** One JSON object a line, for those who collect logs. */
    private static void logJson() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            for (Iterator<Appender<ILoggingEvent>> it =
                            context.getLogger(Logger.ROOT_LOGGER_NAME).iteratorForAppenders();
                    it.hasNext(); ) {
                if (it.next() instanceof OutputStreamAppender<ILoggingEvent> appender) {
                    JsonEncoder encoder = new JsonEncoder();
                    encoder.setContext(context);
                    encoder.start();
                    appender.setEncoder(encoder);
                }
            }
        }
    }

    /** A service logs what it does; a command does not. */
    private static void speakUp() {
        if (LoggerFactory.getLogger("org.loadcast") instanceof Logger logger) {
            logger.setLevel(Level.INFO);
        }
    }
}
