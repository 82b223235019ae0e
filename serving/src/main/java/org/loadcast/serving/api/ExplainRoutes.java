package org.loadcast.serving.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.Instant;
import org.loadcast.features.forecast.Forecast;
import org.loadcast.serving.forecast.ExplainedForecast;
import org.loadcast.serving.forecast.ForecastService;

/** {@code /api/v1/meters/{id}/forecast/explain}: why a forecast is what it is. */
final class ExplainRoutes {

    private final ForecastService forecasts;
    private final Clock clock;

    ExplainRoutes(ForecastService forecasts, Clock clock) {
        this.forecasts = forecasts;
        this.clock = clock;
    }

    void register(RoutesConfig routes) {
        routes.get("/api/v1/meters/{id}/forecast/explain", this::explain);
    }

    private void explain(Context ctx) {
        Query query = new Query(ctx);
        ExplainedForecast explained = forecasts.explain(
                query.meter(), query.horizon(), query.instant("at").orElseGet(clock::instant));
        Forecast forecast = explained.forecast();
        Instant start = query.instant("start").orElseGet(explained::peakStart);
        int row = explained
                .rowOf(start)
                .orElseThrow(() -> ProblemException.badParameter("Parameter start: " + start
                        + " is not in the forecast, which runs from "
                        + forecast.grid().start() + " to "
                        + forecast.grid().end() + ". Use a time in between."));
        ctx.json(ExplanationJson.of(explained, row));
    }
}
