package org.loadcast.serving.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.simulation.Fault;
import org.loadcast.features.simulation.FaultKind;
import org.loadcast.features.simulation.LiveFaults;
import org.loadcast.serving.simulator.Simulator;

/** {@code /api/v1/simulator}: the hand on simulated meters. Only the demo has it. */
public final class SimulatorRoutes implements RouteGroup {

    private final Simulator simulator;
    private final ObjectMapper json = Json.mapper();

    public SimulatorRoutes(Simulator simulator) {
        this.simulator = simulator;
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.get("/api/v1/simulator", this::show);
        routes.put("/api/v1/simulator", this::run);
        routes.post("/api/v1/simulator/faults", this::spoil);
        routes.delete("/api/v1/simulator/faults/{meter}", this::heal);
    }

    record SimulatorJson(
            Instant at,
            int speed,
            int fastest,
            boolean paused,
            Instant endsAt,
            List<String> meters,
            List<String> kinds,
            List<FaultJson> faults) {}

    record FaultJson(String meterId, String kind, Instant from, Instant to) {

        static FaultJson of(Fault fault) {
            return new FaultJson(
                    fault.meter().value(),
                    fault.kind().label(),
                    fault.interval().from(),
                    fault.interval().to());
        }
    }

    record Running(Optional<Integer> speed, Optional<Boolean> paused) {}

    record Wish(Optional<String> meterId, Optional<String> kind, Optional<String> duration) {}

    private void show(Context ctx) {
        ctx.json(new SimulatorJson(
                simulator.clock().instant(),
                simulator.clock().speed(),
                Simulator.FASTEST,
                simulator.clock().isPaused(),
                simulator.end(),
                simulator.meters().stream().map(MeterId::value).toList(),
                LiveFaults.labels(),
                simulator.current().stream().map(FaultJson::of).toList()));
    }

    private void run(Context ctx) {
        Running wanted = body(ctx, Running.class, "{\"speed\":60} or {\"paused\":true}");
        attempt(() -> simulator.run(wanted.speed(), wanted.paused()));
        show(ctx);
    }

    private void spoil(Context ctx) {
        String example = "{\"meter_id\":\"home-01\",\"kind\":\"stuck\"}";
        Wish wish = body(ctx, Wish.class, example);
        String meter = wish.meterId()
                .orElseThrow(() -> ProblemException.badBody("meter_id is missing. Send for example " + example + "."));
        String kind = wish.kind()
                .orElseThrow(() -> ProblemException.badBody("kind is missing. Send for example " + example + "."));
        attempt(() ->
                simulator.spoil(MeterId.of(meter), kind(kind), wish.duration().map(SimulatorRoutes::duration)));
        show(ctx);
    }

    private static FaultKind kind(String label) {
        return LiveFaults.KINDS.stream()
                .filter(kind -> kind.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "kind '" + label + "' is not known. Use one of " + LiveFaults.labels() + "."));
    }

    private static Duration duration(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeException malformed) {
            throw new IllegalArgumentException(
                    "duration '" + text + "' is not an ISO duration. Use for example PT3H.", malformed);
        }
    }

    private void heal(Context ctx) {
        String meter = ctx.pathParam("meter");
        attempt(() -> {
            if (!simulator.heal(MeterId.of(meter))) {
                throw ProblemException.notFound("Nothing is wrong with meter '" + meter + "'.");
            }
        });
        show(ctx);
    }

    private <T> T body(Context ctx, Class<T> type, String example) {
        try {
            return Body.object(ctx, json, type);
        } catch (JsonProcessingException malformed) {
            throw ProblemException.badBody("The body is not readable as JSON: " + malformed.getOriginalMessage()
                    + ". Send for example " + example + ".");
        }
    }

    private static void attempt(Runnable change) {
        try {
            change.run();
        } catch (IllegalArgumentException wrong) {
            throw ProblemException.badBody(String.valueOf(wrong.getMessage()));
        }
    }
}
