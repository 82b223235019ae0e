package org.loadcast.serving.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
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

    private final AlertDesk desk;
    private final MeterDirectory meters;
    private final Clock clock;

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
                .orElseThrow(() ->
                        ProblemException.notFound("There is no alert '" + id + "'. GET /api/v1/alerts lists them."));
        ctx.json(AlertNews.of(acknowledged));
    }

    private boolean isSeen(Alert alert) {
        return meters.find(MeterId.of(alert.meter())).isPresent();
    }
}
