package org.loadcast.serving.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.loadcast.features.forecast.Forecast;
import org.loadcast.features.forecast.Horizon;
import org.loadcast.features.forecast.Quantiles;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.store.MeterDirectory;
import org.loadcast.serving.forecast.ForecastService;
import org.loadcast.serving.forecast.LruCache;
import org.loadcast.serving.forecast.UnknownMeterException;

/** {@code /api/v1/meters/{id}/forecast} and {@code /api/v1/forecasts}. */
final class ForecastRoutes {

    private static final int MOST_METERS = 2_000;
    private static final int RENDERED_REMEMBERED = 2_000;

    private final ForecastService forecasts;
    private final MeterDirectory meters;
    private final ObjectMapper json;
    private final Clock clock;
    private final LruCache<Asked, Rendered> rendered = new LruCache<>(RENDERED_REMEMBERED);

    ForecastRoutes(ForecastService forecasts, MeterDirectory meters, ObjectMapper json, Clock clock) {
        this.forecasts = forecasts;
        this.meters = meters;
        this.json = json;
        this.clock = clock;
    }

    void register(RoutesConfig routes) {
        routes.get("/api/v1/meters/{id}/forecast", this::one);
        routes.get("/api/v1/forecasts", this::many);
    }

    private record Asked(MeterId meter, Horizon horizon, Quantiles quantiles, ForecastStream.Format format) {}

    /** The text of one forecast object; another object makes it void. */
    private record Rendered(Forecast of, Meter meter, String text, Etag etag) {}

    private void one(Context ctx) {
        Query query = new Query(ctx);
        ForecastStream.Format format = ForecastStream.Format.accepted(ctx.header("Accept"));
        Asked asked = new Asked(query.meter(), query.horizon(), query.quantiles(), format);
        Rendered answer = render(asked, query.instant("at"));
        answer.etag().answer(ctx, format.mediaType(), answer.text());
    }

    private Rendered render(Asked asked, Optional<Instant> at) {
        Meter meter = meters.find(asked.meter()).orElseThrow(() -> new UnknownMeterException(asked.meter()));
        Forecast deciles = deciles(meter, asked.horizon(), at, clock.instant());
        Optional<Rendered> known = rendered.get(asked).filter(old -> isOf(old, deciles, meter));
        if (known.isPresent()) {
            return known.get();
        }
        String text = text(ForecastService.withQuantiles(deciles, asked.quantiles()), meter, asked.format());
        // The same numbers worked out once more are nothing new.
        Etag etag = Etag.of(text.replace(deciles.issuedAt().toString(), ""));
        Rendered fresh = new Rendered(deciles, meter, text, etag);
        rendered.put(asked, fresh);
        return fresh;
    }

    private Forecast deciles(Meter meter, Horizon horizon, Optional<Instant> at, Instant now) {
        return at.map(time -> forecasts.deciles(meter, horizon, time))
                .orElseGet(() -> forecasts.newest(meter, horizon, now));
    }

    @SuppressWarnings("ReferenceEquality") // the service hands out the very same object as long as nothing has changed
    private static boolean isOf(Rendered old, Forecast forecast, Meter meter) {
        return old.of() == forecast && old.meter().equals(meter);
    }

    private String text(Forecast forecast, Meter meter, ForecastStream.Format format) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(8_192);
        try {
            if (format == ForecastStream.Format.JSON) {
                try (JsonGenerator out = json.createGenerator(bytes)) {
                    ForecastJson.write(forecast, meter.zone(), out);
                }
            } else {
                Horizon horizon = Horizon.parse(forecast.horizon());
                try (ForecastStream out = format.open(bytes, json, horizon, forecast.quantiles())) {
                    out.writeForecast(meter, forecast);
                }
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException("A text in memory could not be written.", impossible);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private void many(Context ctx) {
        Query query = new Query(ctx);
        List<Meter> asked = asked(query);
        Horizon horizon = query.horizon();
        Quantiles quantiles = query.quantiles();
        Optional<Instant> at = query.instant("at");
        Instant now = clock.instant();
        ForecastStream.Format format = ForecastStream.Format.accepted(ctx.header("Accept"));
        ctx.contentType(format.mediaType());
        try (OutputStream bytes = ctx.outputStream();
                ForecastStream out = format.open(bytes, json, horizon, quantiles)) {
            for (Meter meter : asked) {
                out.write(meter, () -> ForecastService.withQuantiles(deciles(meter, horizon, at, now), quantiles));
            }
        } catch (IOException gone) {
            throw new UncheckedIOException("The reader of the forecasts went away.", gone);
        }
    }

    /** The meters of {@code meters}, of {@code group}, or all. */
    private List<Meter> asked(Query query) {
        List<MeterId> ids = query.meters();
        Optional<String> group = query.text("group");
        List<Meter> asked;
        if (!ids.isEmpty()) {
            asked = ids.stream()
                    .map(id -> meters.find(id).orElseThrow(() -> new UnknownMeterException(id)))
                    .toList();
        } else {
            asked = meters.all().stream()
                    .filter(meter -> group.isEmpty() || meter.groups().contains(group.get()))
                    .toList();
        }
        if (asked.isEmpty() && group.isPresent()) {
            throw ProblemException.notFound(
                    "No meter is in group '" + group.get() + "'. GET /api/v1/meters shows the groups of every meter.");
        }
        if (asked.size() > MOST_METERS) {
            throw ProblemException.tooMuch(
                    asked.size() + " meters are more than " + MOST_METERS + ". Name fewer in 'meters', or a 'group'.");
        }
        return asked;
    }
}
