package org.loadcast.serving.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.store.MeterDirectory;
import org.loadcast.serving.alert.Alert;
import org.loadcast.serving.alert.AlertDesk;
import org.loadcast.serving.alert.AlertNews;
import org.loadcast.serving.alert.AlertState;

/** {@code /api/v1/alerts}: what needs attention, and that somebody knows of it. */
public final class AlertRoutes implements RouteGroup {

    private static final int USUAL_PAGE = 100;
    private static final int LARGEST_PAGE = 1_000;
    private static final Duration USUAL_MUTE = Duration.ofDays(1);
    private static final Duration LONGEST_MUTE = Duration.ofDays(365);
    private static final String EXAMPLE = "Send for example {\"for\":\"PT24H\"}, or PT0S to hear of it again.";

    private final AlertDesk desk;
    private final MeterDirectory meters;
    private final Clock clock;
    private final ObjectMapper json = Json.mapper();

    /** @param meters those that the visitor sees; alerts of others are not there */
    public AlertRoutes(AlertDesk desk, MeterDirectory meters, Clock clock) {
        this.desk = desk;
        this.meters = meters;
        this.clock = clock;
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.get("/api/v1/alerts", this::list);
        routes.post("/api/v1/alerts/{id}/acknowledge", this::acknowledge);
        routes.post("/api/v1/alerts/{id}/mute", this::mute);
    }

    record AlertPage(List<AlertNews> alerts) {}

    private void list(Context ctx) {
        Query query = new Query(ctx);
        Optional<AlertState> state = query.parsed("state", AlertState::parse);
        Optional<String> rule = query.text("rule");
        Optional<String> kind = query.text("kind");
        List<MeterId> wanted = query.meters();
        int limit = query.limit(USUAL_PAGE, LARGEST_PAGE);
        Set<String> named = Set.copyOf(wanted.stream().map(MeterId::value).toList());
        ctx.json(new AlertPage(desk.all().stream()
                .filter(alert -> state.map(alert.state()::equals).orElse(true))
                .filter(alert -> rule.map(alert.rule()::equals).orElse(true))
                .filter(alert -> kind.map(alert.kind()::equals).orElse(true))
                .filter(alert -> named.isEmpty() || named.contains(alert.meter()))
                .filter(this::isSeen)
                .limit(limit)
                .map(AlertNews::of)
                .toList()));
    }

    private void acknowledge(Context ctx) {
        String id = ctx.pathParam("id");
        Alert acknowledged = desk.find(id)
                .filter(this::isSeen)
                .flatMap(alert -> desk.acknowledge(id, Gate.visitor(ctx).name(), clock.instant()))
                .orElseThrow(() -> noSuchAlert(id));
        ctx.json(AlertNews.of(acknowledged));
    }

    record Mute(@JsonProperty("for") Optional<String> span) {}

    private void mute(Context ctx) {
        String id = ctx.pathParam("id");
        Duration span = span(ctx);
        Alert muted = desk.find(id)
                .filter(this::isSeen)
                .flatMap(alert -> desk.mute(id, clock.instant().plus(span)))
                .orElseThrow(() -> noSuchAlert(id));
        ctx.json(AlertNews.of(muted));
    }

    private Duration span(Context ctx) {
        try {
            Duration span = ctx.body().isBlank()
                    ? USUAL_MUTE
                    : Body.object(ctx, json, Mute.class)
                            .span()
                            .map(Duration::parse)
                            .orElse(USUAL_MUTE);
            if (!span.isNegative() && span.compareTo(LONGEST_MUTE) <= 0) {
                return span;
            }
            throw ProblemException.badBody("for " + span + " is not between PT0S and " + LONGEST_MUTE + ". " + EXAMPLE);
        } catch (JsonProcessingException | DateTimeException malformed) {
            throw ProblemException.badBody(
                    "The time to mute is not readable: " + malformed.getMessage() + ". " + EXAMPLE);
        }
    }

    private static ProblemException noSuchAlert(String id) {
        return ProblemException.notFound("There is no alert '" + id + "'. GET /api/v1/alerts lists them.");
    }

    private boolean isSeen(Alert alert) {
        return meters.find(MeterId.of(alert.meter())).isPresent();
    }
}
