package org.loadcast.serving.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.loadcast.features.forecast.Horizon;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.store.MeterDirectory;
import org.loadcast.serving.forecast.UnknownMeterException;
import org.loadcast.serving.ingest.decode.Times;
import org.loadcast.serving.issue.ForecastIssuer;
import org.loadcast.serving.issue.IssueRound;

/** {@code /api/v1/forecasts/issue}: a round of forecasts on demand. */
public final class IssueRoutes implements RouteGroup {

    private final ForecastIssuer issuer;
    private final MeterDirectory meters;
    private final Clock clock;
    private final ObjectMapper json = Json.mapper();

    public IssueRoutes(ForecastIssuer issuer, MeterDirectory meters, Clock clock) {
        this.issuer = issuer;
        this.meters = meters;
        this.clock = clock;
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.post("/api/v1/forecasts/issue", this::issue);
    }

    /** What to issue; all meters when neither these nor a group are named. */
    record Order(Optional<String> horizon, Optional<List<String>> meters, Optional<String> group, Optional<String> at) {

        static final Order USUAL = new Order(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    record RoundJson(String horizon, Instant at, int issued, List<RefusedJson> refused, long tookMs) {}

    record RefusedJson(String meterId, String reason) {}

    private void issue(Context ctx) {
        Order order = order(ctx);
        IssueRound round;
        try {
            round = issuer.issue(
                    chosen(order),
                    order.horizon().map(Horizon::parse).orElse(Horizon.DAY_AHEAD),
                    order.at().map(Times::parse).orElseGet(clock::instant));
        } catch (IllegalArgumentException wrong) {
            throw ProblemException.badBody(String.valueOf(wrong.getMessage()));
        }
        ctx.json(new RoundJson(
                round.horizon().label(),
                round.at(),
                round.forecasts().size(),
                round.refused().stream()
                        .map(refused -> new RefusedJson(refused.meter().value(), refused.reason()))
                        .toList(),
                round.took().toMillis()));
    }

    private Order order(Context ctx) {
        if (ctx.body().isBlank()) {
            return Order.USUAL;
        }
        try {
            return Body.object(ctx, json, Order.class);
        } catch (JsonProcessingException malformed) {
            throw ProblemException.badBody("The order is not readable as JSON: " + malformed.getOriginalMessage()
                    + ". Send for example {\"horizon\":\"day-ahead\",\"meters\":[\"M-17\"]}, or nothing.");
        }
    }

    private List<Meter> chosen(Order order) {
        List<String> named = order.meters().orElse(List.of());
        if (!named.isEmpty()) {
            return named.stream()
                    .map(MeterId::of)
                    .map(id -> meters.find(id).orElseThrow(() -> new UnknownMeterException(id)))
                    .toList();
        }
        List<Meter> chosen = meters.all().stream()
                .filter(meter -> order.group().isEmpty()
                        || meter.groups().contains(order.group().get()))
                .toList();
        if (chosen.isEmpty() && order.group().isPresent()) {
            throw ProblemException.notFound("No meter is in group '"
                    + order.group().get() + "'. GET /api/v1/meters shows the groups of every meter.");
        }
        return chosen;
    }
}
