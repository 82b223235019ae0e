package org.loadcast.serving.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.store.MeterDirectory;
import org.loadcast.serving.map.MapLayer;
import org.loadcast.serving.map.MeterLayer;
import org.loadcast.serving.map.SeriesLayer;
import org.loadcast.serving.overview.Overview;

/** {@code /api/v1/map*}: meters on a map, as GeoJSON and as CSV with WKT, by address, as QGIS wants it. */
final class MapRoutes {

    private final MeterDirectory meters;
    private final Overview overview;
    private final Clock clock;

    MapRoutes(MeterDirectory meters, Overview overview, Clock clock) {
        this.meters = meters;
        this.overview = overview;
        this.clock = clock;
    }

    void register(RoutesConfig routes) {
        routes.get("/api/v1/map.geojson", ctx -> geoJson(ctx, meterLayer(ctx)));
        routes.get("/api/v1/map.csv", ctx -> csv(ctx, meterLayer(ctx)));
        routes.get("/api/v1/map-series.geojson", ctx -> geoJson(ctx, seriesLayer(ctx)));
        routes.get("/api/v1/map-series.csv", ctx -> csv(ctx, seriesLayer(ctx)));
    }

    private MapLayer meterLayer(Context ctx) {
        Optional<Instant> time = new Query(ctx).instant("time");
        Instant now = clock.instant();
        try {
            return time.map(at -> MeterLayer.at(overview.of(asked(ctx)), now, at))
                    .orElseGet(() -> MeterLayer.now(overview.of(asked(ctx)), now));
        } catch (IllegalArgumentException tooFar) {
            throw ProblemException.badParameter("Parameter time: " + tooFar.getMessage());
        }
    }

    private MapLayer seriesLayer(Context ctx) {
        return SeriesLayer.of(overview.of(asked(ctx)), clock.instant());
    }

    private List<Meter> asked(Context ctx) {
        Optional<String> group = new Query(ctx).text("group");
        return meters.all().stream()
                .filter(meter -> group.isEmpty() || meter.groups().contains(group.get()))
                .toList();
    }

    private static void geoJson(Context ctx, MapLayer layer) {
        ctx.contentType("application/geo+json").header("Cache-Control", "no-cache");
        write(ctx, layer::writeGeoJson);
    }

    private static void csv(Context ctx, MapLayer layer) {
        ctx.contentType("text/csv").header("Cache-Control", "no-cache");
        write(ctx, layer::writeCsv);
    }

    private interface Writing {
        void to(OutputStream target) throws IOException;
    }

    private static void write(Context ctx, Writing writing) {
        try (OutputStream target = ctx.outputStream()) {
            writing.to(target);
        } catch (IOException gone) {
            throw new UncheckedIOException("The reader of the map went away.", gone);
        }
    }
}
