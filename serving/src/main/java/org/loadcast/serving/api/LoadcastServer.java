package org.loadcast.serving.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.compression.Gzip;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.json.JavalinJackson;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.loadcast.features.store.Stores;
import org.loadcast.serving.forecast.ForecastService;
import org.loadcast.serving.overview.Overview;
import org.loadcast.serving.statistics.UsualLoads;
import org.loadcast.serving.web.DocsPage;
import org.loadcast.serving.web.PageFiles;
import org.loadcast.serving.whatif.WhatIf;
import org.loadcast.training.registry.ModelRegistry;

/**
 * The HTTP server; it answers from {@link #start} until {@link #close}, which lets running requests end. Thread-safe.
 *
 * <p>Stores and service belong to the caller, who closes them after the server.
 */
public final class LoadcastServer implements AutoCloseable {

    /** Larger request bodies are refused. */
    static final long LARGEST_BODY_BYTES = 16L * 1024 * 1024;

    private static final long STOP_MILLIS = 10_000;
    /** Connections on which nothing runs need no more at a stop. */
    private static final long IDLE_AT_STOP_MILLIS = 50;

    private static final int COMPRESSION_LEVEL = 4;
    private static final String OPEN_API = "openapi.yaml";

    private final Javalin javalin;
    private final List<RouteGroup> groups;

    private LoadcastServer(Javalin javalin, List<RouteGroup> groups) {
        this.javalin = javalin;
        this.groups = groups;
    }

    /**
     * Starts to listen.
     *
     * @param checks what must be well for the service to be ready, besides stores, registry and the forecasts' way to their store
     * @param parts routes beside those of this package's own
     * @throws IllegalStateException when the port is taken
     */
    public static LoadcastServer start(
            ServerConfig config,
            Guard guard,
            Installation installation,
            List<ReadinessCheck> checks,
            List<RouteGroup> parts) {
        config.requireKeys(guard.keys().exist());
        ObjectMapper json = Json.mapper();
        List<RouteGroup> groups = new ArrayList<>(parts);
        UsualLoads usual = new UsualLoads(installation.stores(), installation.clock());
        groups.add(new StreamRoutes(installation.stores(), installation.events(), usual, json, installation.clock()));
        Gate gate = new Gate(config, guard, installation.clock());
        groups.add(new AccessRoutes(gate, guard, config.tls().isPresent(), json));
        String openApi = openApi();
        AtomicReference<String> offered = new AtomicReference<>(openApi);
        Javalin javalin = Javalin.create(javalinConfig -> {
            configure(javalinConfig, config, json);
            new Problems(json).register(javalinConfig.routes);
            gate.register(javalinConfig.routes);
            new KnownParameters(openApi).register(javalinConfig.routes);
            register(javalinConfig.routes, installation, usual, checks, json);
            groups.forEach(group -> group.register(javalinConfig.routes));
            javalinConfig.routes.get(
                    "/openapi.yaml", ctx -> ctx.contentType("application/yaml").result(offered.get()));
        });
        offered.set(OpenApiDocument.of(openApi, paths(javalin)));
        try {
            javalin.start(config.host(), config.port());
        } catch (RuntimeException failed) {
            javalin.stop();
            throw cannotListen(config, failed);
        }
        for (Connector connector : javalin.jettyServer().server().getConnectors()) {
            if (connector instanceof AbstractConnector idle) {
                idle.setShutdownIdleTimeout(IDLE_AT_STOP_MILLIS);
            }
        }
        return new LoadcastServer(javalin, groups);
    }

    /**
     * Looks whether a server may listen there, before anything is begun that takes long to end.
     *
     * @throws IllegalStateException when the port is taken
     */
    public static void requireFree(ServerConfig config) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(config.host(), config.port()));
        } catch (IOException taken) {
            throw cannotListen(config, taken);
        }
    }

    private static IllegalStateException cannotListen(ServerConfig config, Exception why) {
        return new IllegalStateException(
                "Cannot listen on " + config.host() + ":" + config.port() + ": " + why.getMessage()
                        + ". Choose another port, or stop what uses it.",
                why);
    }

    private static void configure(JavalinConfig config, ServerConfig server, ObjectMapper json) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.maxRequestSize = LARGEST_BODY_BYTES;
        config.http.prefer405over404 = true;
        config.http.compressionStrategy = new CompressionStrategy(null, new Gzip(COMPRESSION_LEVEL), null);
        config.jsonMapper(new JavalinJackson(json, false));
        config.jetty.modifyServer(LoadcastServer::modify);
        server.tls()
                .map(TlsKeys::load)
                .ifPresent(keys -> config.jetty.addConnector((jetty, http) -> secure(server, keys, jetty, http)));
    }

    private static Connector secure(
            ServerConfig config, SslContextFactory.Server keys, Server jetty, HttpConfiguration http) {
        HttpConfiguration https = new HttpConfiguration(http);
        https.addCustomizer(new SecureRequestCustomizer(false));
        ServerConnector connector = new ServerConnector(
                jetty, new SslConnectionFactory(keys, "http/1.1"), new HttpConnectionFactory(https));
        connector.setHost(config.host());
        connector.setPort(config.port());
        return connector;
    }

    private static void modify(Server server) {
        server.setStopTimeout(STOP_MILLIS);
        server.setHandler(new GracefulHandler());
        ErrorHandler errors = new ErrorHandler();
        errors.setShowStacks(false);
        errors.setShowCauses(false);
        server.setErrorHandler(errors);
    }

    private static void register(
            RoutesConfig routes,
            Installation installation,
            UsualLoads usual,
            List<ReadinessCheck> checks,
            ObjectMapper json) {
        Stores stores = installation.stores();
        ForecastService forecasts = installation.forecasts();
        ModelRegistry models = installation.models();
        Clock clock = installation.clock();
        List<ReadinessCheck> all =
                new ArrayList<>(List.of(ReadinessCheck.ofStores(stores), ReadinessCheck.ofModels(models)));
        all.addAll(checks);
        all.add(new ReadinessCheck("forecast-log", forecasts::trouble));
        new HealthRoutes(stores, all, clock).register(routes);
        new MeterRoutes(stores.meters(), json).register(routes);
        new ReadingRoutes(stores, forecasts, installation.events(), json, clock).register(routes);
        new WeatherRoutes(stores.weather(), forecasts, json, clock).register(routes);
        new ForecastRoutes(forecasts, stores.meters(), json, clock).register(routes);
        new ExplainRoutes(forecasts, clock).register(routes);
        new WhatIfRoutes(new WhatIf(forecasts), stores.meters(), json, clock).register(routes);
        new AccuracyRoutes(stores, clock).register(routes);
        new ModelRoutes(models, json).register(routes);
        Overview overview = new Overview(stores, forecasts, usual, clock);
        new OverviewRoutes(stores.meters(), overview, json, clock).register(routes);
        new MapRoutes(stores.meters(), overview, clock).register(routes);
        new PageFiles().register(routes);
        new DocsPage().register(routes);
    }

    /** The description of every route that a service may have. */
    static String openApi() {
        try (InputStream stream = LoadcastServer.class.getResourceAsStream(OPEN_API)) {
            if (stream == null) {
                throw new IllegalStateException("Resource " + OPEN_API + " is not in the jar. Build it anew.");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new IllegalStateException("Resource " + OPEN_API + " cannot be read from the jar.", unreadable);
        }
    }

    /** The port that the server listens on. */
    public int port() {
        return javalin.port();
    }

    private static Set<String> paths(Javalin javalin) {
        return javalin.unsafe.internalRouter.allHttpHandlers().stream()
                .map(handler -> handler.endpoint.path)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Every route as method and path, such as {@code GET /health/live}. */
    Set<String> routes() {
        return javalin.unsafe.internalRouter.allHttpHandlers().stream()
                .map(handler -> handler.endpoint)
                .filter(endpoint -> endpoint.method.isHttpMethod())
                .map(endpoint -> endpoint.method.name() + " " + endpoint.path)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Takes no more requests, and waits up to ten seconds for those that run. */
    @Override
    public void close() {
        groups.forEach(RouteGroup::close);
        javalin.stop();
    }
}
