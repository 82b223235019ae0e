package org.loadcast.serving.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.loadcast.features.grid.Topology;
import org.loadcast.features.grid.TopologyJson;
import org.loadcast.serving.grid.GridForecasts;
import org.loadcast.serving.grid.TopologyFile;

/** {@code /api/v1/grid}: the topology, and what it can carry tomorrow. */
public final class GridRoutes implements RouteGroup {

    private static final double USUAL_QUANTILE = 0.9;

    private final TopologyFile file;
    private final GridForecasts forecasts;
    private final Clock clock;

    public GridRoutes(TopologyFile file, GridForecasts forecasts, Clock clock) {
        this.file = file;
        this.forecasts = forecasts;
        this.clock = clock;
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.get(
                "/api/v1/grid/topology",
                ctx -> ctx.json(known().map(TopologyJson::write).orElseGet(TopologyJson::empty)));
        routes.put("/api/v1/grid/topology", this::replace);
        routes.get("/api/v1/grid/flow", this::flow);
    }

    private Topology topology() {
        return known().orElseThrow(() -> ProblemException.notFound("There is no topology yet. Send one to PUT"
                + " /api/v1/grid/topology, or use loadcast grid set FILE."));
    }

    private Optional<Topology> known() {
        try {
            return file.read();
        } catch (IllegalArgumentException broken) {
            throw ProblemException.conflict(String.valueOf(broken.getMessage()));
        }
    }

    private void replace(Context ctx) {
        Topology topology;
        try {
            topology = TopologyFile.parse(ctx.body());
        } catch (IllegalArgumentException wrong) {
            throw ProblemException.badBody(String.valueOf(wrong.getMessage()));
        }
        file.write(topology);
        ctx.json(TopologyJson.write(topology));
    }

    private void flow(Context ctx) {
        Query query = new Query(ctx);
        double quantile = query.parsed("quantile", GridForecasts::quantile).orElse(USUAL_QUANTILE);
        Instant at = query.instant("at").orElseGet(clock::instant);
        Set<String> out = Set.copyOf(query.list("out"));
        Topology topology = topology();
        try {
            ctx.json(GridFlowJson.of(forecasts.of(topology, quantile, at, out)));
        } catch (IllegalArgumentException unknownLine) {
            throw ProblemException.badParameter("Parameter out: " + unknownLine.getMessage());
        }
    }
}
