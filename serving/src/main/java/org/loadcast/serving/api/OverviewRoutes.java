package org.loadcast.serving.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.loadcast.features.forecast.ForecastSource;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.meter.Site;
import org.loadcast.features.series.LoadSeries;
import org.loadcast.features.statistics.Level;
import org.loadcast.features.store.MeterDirectory;
import org.loadcast.serving.overview.Overview;
import org.loadcast.serving.overview.Row;

/** {@code /api/v1/overview}: all meters at one glance, written for the page. */
final class OverviewRoutes {

    private static final int BYTES_PER_ROW = 1_500;

    private final MeterDirectory meters;
    private final Overview overview;
    private final ObjectMapper json;
    private final Clock clock;

    OverviewRoutes(MeterDirectory meters, Overview overview, ObjectMapper json, Clock clock) {
        this.meters = meters;
        this.overview = overview;
        this.json = json;
        this.clock = clock;
    }

    void register(RoutesConfig routes) {
        routes.get("/api/v1/overview", this::show);
    }

    private void show(Context ctx) {
        List<Row> rows = overview.of(asked(new Query(ctx)));
        // In one piece, because only that travels compressed.
        ctx.header("Cache-Control", "no-cache").contentType("application/json").result(text(rows));
    }

    private byte[] text(List<Row> rows) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(rows.size() * BYTES_PER_ROW);
        Set<MeterId> summed = Site.summed(rows.stream().map(Row::meter).toList());
        try (JsonGenerator out = json.createGenerator(bytes)) {
            out.writeStartObject();
            out.writeStringField("at", clock.instant().toString());
            out.writeNumberField(
                    "pending",
                    rows.stream().filter(row -> row.ahead().isEmpty()).count());
            out.writeArrayFieldStart("meters");
            for (Row row : rows) {
                write(row, summed.contains(row.meter().id()), out);
            }
            out.writeEndArray();
            out.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException("Bytes in memory could not be written.", impossible);
        }
        return bytes.toByteArray();
    }

    private List<Meter> asked(Query query) {
        Set<MeterId> ids = Set.copyOf(query.meters());
        Optional<String> group = query.text("group");
        return meters.all().stream()
                .filter(meter -> ids.isEmpty() || ids.contains(meter.id()))
                .filter(meter -> group.isEmpty() || meter.groups().contains(group.get()))
                .toList();
    }

    private static void write(Row row, boolean inSum, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("meter_id", row.meter().id().value());
        out.writeStringField("time_zone", row.meter().zone().getId());
        out.writeStringField("category", row.meter().category().orElse(null));
        out.writeArrayFieldStart("groups");
        for (String group : row.meter().groups()) {
            out.writeString(group);
        }
        out.writeEndArray();
        out.writeBooleanField("in_sum", inSum);
        out.writeStringField("newest", row.newest().map(Object::toString).orElse(null));
        out.writePOJOField("now", row.now().orElse(null));
        out.writeStringField("level", row.level().map(Level::label).orElse(null));
        out.writePOJOField("today", row.today().orElse(null));
        out.writeStringField("past_start", row.past().grid().start().toString());
        writeHours("past", row.past(), out);
        if (row.ahead().isEmpty()) {
            out.writeNullField("ahead");
        } else {
            write(row.ahead().get(), out);
        }
        out.writeEndObject();
    }

    private static void write(Row.Ahead ahead, JsonGenerator out) throws IOException {
        out.writeObjectFieldStart("ahead");
        if (ahead instanceof Row.Known known) {
            out.writeStringField("tier", known.source().tier().label());
            out.writeStringField("reason", known.source().reason().orElse(null));
            out.writeStringField("model", known.source() instanceof ForecastSource.Model model ? model.id() : null);
            out.writeStringField("cutoff", known.cutoff().toString());
            out.writeStringField("start", known.p50().grid().start().toString());
            writeHours("p10", known.p10(), out);
            writeHours("p50", known.p50(), out);
            writeHours("p90", known.p90(), out);
            out.writePOJOField("tomorrow", known.tomorrow().orElse(null));
        } else if (ahead instanceof Row.Unknown unknown) {
            out.writeStringField("tier", null);
            out.writeStringField("reason", unknown.reason());
        }
        out.writeEndObject();
    }

    /** By hour from the start; null where nothing is known. */
    private static void writeHours(String name, LoadSeries hours, JsonGenerator out) throws IOException {
        out.writeArrayFieldStart(name);
        for (int i = 0; i < hours.length(); i++) {
            if (hours.isMissing(i)) {
                out.writeNull();
            } else {
                out.writeNumber(hours.kilowatts(i));
            }
        }
        out.writeEndArray();
    }
}
