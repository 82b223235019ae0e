package org.loadcast.serving.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.router.Endpoint;
import java.time.Duration;
import java.util.Optional;
import org.loadcast.serving.metrics.Metrics;

/** {@code /metrics}, and the count of all requests by route. */
public final class MetricsRoutes implements RouteGroup {

    private static final String STARTED = "started";

    private final Metrics metrics;

    public MetricsRoutes(Metrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.before(ctx -> ctx.attribute(STARTED, System.nanoTime()));
        routes.after(this::count);
        routes.get(
                "/metrics",
                ctx -> ctx.contentType("text/plain; version=0.0.4; charset=utf-8")
                        .result(metrics.scrape()));
    }

    /** A request that was refused at the door has no beginning, and took no time worth telling. */
    private void count(Context ctx) {
        long now = System.nanoTime();
        long started = Optional.ofNullable(ctx.<Long>attribute(STARTED)).orElse(now);
        String route = Optional.ofNullable(ctx.endpoints().lastHttpEndpoint())
                .map(MetricsRoutes::path)
                .orElse("none");
        metrics.request(ctx.method().name(), route, ctx.statusCode(), Duration.ofNanos(now - started));
    }

    private static String path(Endpoint endpoint) {
        return endpoint.path;
    }
}
