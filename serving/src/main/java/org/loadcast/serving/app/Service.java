package org.loadcast.serving.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.loadcast.features.store.Stores;
import org.loadcast.serving.api.LoadcastServer;
import org.loadcast.serving.api.ServerConfig;
import org.loadcast.serving.forecast.ForecastService;
import org.loadcast.training.registry.ModelRegistry;
import org.slf4j.LoggerFactory;

/** The service in this process, from its start until the process is asked to stop. */
final class Service {

    private static final long STOP_MILLIS = 5_000;

    private final Console console;
    private final Wiring wiring;
    private final ServerConfig listen;

    /** A service on {@code port}, or on the configured one when it is null. */
    Service(Console console, Wiring wiring, @Nullable Integer port) {
        this.console = console;
        this.wiring = wiring;
        this.listen = new ServerConfig(
                wiring.config().host(), port == null ? wiring.config().port() : port);
    }

    /** Something that works beside the service on its stores, until it is interrupted. */
    @FunctionalInterface
    interface Companion {
        Runnable on(Stores stores, ForecastService forecasts);
    }

    /** Serves until the process is asked to stop. */
    void run() throws InterruptedException {
        run((stores, forecasts) -> () -> {});
    }

    /** Serves with a companion at its side. */
    void run(Companion companion) throws InterruptedException {
        speakUp();
        try (StopSignal stop = new StopSignal();
                Stores stores = wiring.openStores()) {
            ModelRegistry models = wiring.openRegistry();
            try (ForecastService forecasts = wiring.forecastService(stores, models);
                    LoadcastServer server =
                            LoadcastServer.start(listen, stores, forecasts, models, List.of(), wiring.clock())) {
                Thread beside = new Thread(companion.on(stores, forecasts), "companion");
                beside.start();
                console.line(
                        "Loadcast serves %d meters on http://%s:%d/ (ready after %.1f s, data in %s)",
                        stores.meters().all().size(),
                        listen.host(),
                        server.port(),
                        ManagementFactory.getRuntimeMXBean().getUptime() / 1000.0,
                        wiring.config().data());
                try {
                    stop.await();
                } finally {
                    beside.interrupt();
                    beside.join(STOP_MILLIS);
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
