package org.loadcast.serving.map;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.loadcast.features.meter.GeoPoint;

/** Rows with a place and the same columns. Immutable. */
public final class MapLayer {

    private final Instant at;
    private final List<String> columns;
    private final List<Spot> spots;
    private final long withoutPlace;
    private final long pending;

    /**
     * A layer.
     *
     * @param at as of when
     * @param columns names
     * @param withoutPlace how many meters were left out for want of a place
     * @param pending how many have a forecast that is still to be made; it is there when the layer is asked for again
     */
    MapLayer(Instant at, List<String> columns, List<Spot> spots, long withoutPlace, long pending) {
        this.at = at;
        this.columns = List.copyOf(columns);
        this.spots = List.copyOf(spots);
        this.withoutPlace = withoutPlace;
        this.pending = pending;
    }

    /**
     * A row.
     *
     * @param values in the order of the columns: text, a number, a truth value, an instant, or an empty option
     */
    record Spot(String id, GeoPoint place, List<Object> values) {}

    /** Writes a feature collection as UTF-8, and leaves {@code target} open. */
    public void writeGeoJson(OutputStream target) throws IOException {
        try (JsonGenerator out =
                new JsonFactory().createGenerator(target).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
            out.writeStartObject();
            out.writeStringField("type", "FeatureCollection");
            out.writeStringField("at", at.toString());
            out.writeNumberField("without_place", withoutPlace);
            out.writeNumberField("pending", pending);
            out.writeArrayFieldStart("features");
            for (Spot spot : spots) {
                write(spot, out);
            }
            out.writeEndArray();
            out.writeEndObject();
        }
    }

    private void write(Spot spot, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("type", "Feature");
        out.writeStringField("id", spot.id());
        out.writeObjectFieldStart("geometry");
        out.writeStringField("type", "Point");
        out.writeArrayFieldStart("coordinates");
        out.writeNumber(spot.place().longitude());
        out.writeNumber(spot.place().latitude());
        out.writeEndArray();
        out.writeEndObject();
        out.writeObjectFieldStart("properties");
        for (int i = 0; i < columns.size(); i++) {
            out.writeFieldName(columns.get(i));
            Object value = plain(spot.values().get(i));
            if (value == null) {
                out.writeNull();
            } else if (value instanceof Double number) {
                out.writeNumber(number);
            } else {
                out.writeString(value.toString());
            }
        }
        out.writeEndObject();
        out.writeEndObject();
    }

    /** Writes CSV as UTF-8 with the place as WKT in the first column, and leaves {@code target} open. */
    public void writeCsv(OutputStream target) throws IOException {
        Writer out = new OutputStreamWriter(target, StandardCharsets.UTF_8);
        out.write("wkt," + String.join(",", columns) + "\n");
        for (Spot spot : spots) {
            String point =
                    "POINT (" + spot.place().longitude() + " " + spot.place().latitude() + ")";
            out.write(Stream.concat(Stream.of(point), spot.values().stream().map(MapLayer::cell))
                    .collect(Collectors.joining(",", "", "\n")));
        }
        out.flush();
    }

    private static String cell(Object value) {
        Object plain = plain(value);
        String text = plain == null ? "" : plain.toString();
        return text.matches("[^,\"\r\n]*") ? text : "\"" + text.replace("\"", "\"\"") + "\"";
    }

    private static @Nullable Object plain(Object value) {
        return value instanceof Optional<?> option ? option.orElse(null) : value;
    }
}
