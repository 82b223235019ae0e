package org.loadcast.serving.source.home;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.loadcast.features.csv.ForeignCsv;
import org.loadcast.serving.source.SourceException;
import org.loadcast.serving.source.SourceFormat;
import org.loadcast.serving.source.SourceLocation;
import org.loadcast.serving.source.SourceSettings;
import org.loadcast.serving.source.SourceSink;

/**
 * History of Home Assistant: the CSV of its page (History, download data: {@code entity_id,state,last_changed}), the JSON of
 * {@code /api/history/period} and of its websocket, and long-term statistics as {@code recorder.get_statistics} gives them.
 *
 * <p>A state stands until the next one. Sensors of power become the mean power of a step, sensors of energy counters, everything
 * else is passed over. The CSV and statistics do not tell units: {@code unit} does. The meter of {@code sensor.kitchen_power} is
 * {@code kitchen_power}, as it is for readings by MQTT.
 */
public final class HomeAssistant implements SourceFormat {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public String name() {
        return "home-assistant";
    }

    @Override
    public String description() {
        return "Home Assistant: history as CSV or JSON, long-term statistics as JSON";
    }

    @Override
    public Map<String, String> settings() {
        return Map.of(
                "unit", "where the file does not tell: W, or by entity as sensor.a:W,sensor.b:kWh",
                "generation",
                        "entities that measure generation, with commas between them; their values become negative",
                "step", "of the mean power made from changes of state: PT5M",
                "hold", "how long a state stands at most: PT24H");
    }

    @Override
    public void read(SourceLocation source, SourceSettings settings, SourceSink sink) throws IOException {
        Entities entities = new Entities(source.name(), settings, sink);
        try (InputStream in = new BufferedInputStream(source.open())) {
            in.mark(16);
            String start = new String(in.readNBytes(8), StandardCharsets.UTF_8);
            in.reset();
            if (start.matches("(?s)\\uFEFF?\\s*[\\[{].*")) {
                json(in, source.name(), entities);
            } else {
                csv(in, source.name(), entities, sink);
            }
        }
        entities.tell();
    }

    private static void csv(InputStream in, String file, Entities entities, SourceSink sink) throws IOException {
        try (ForeignCsv csv = ForeignCsv.open(in, file, ',', '.')) {
            int entity = csv.require("entity_id");
            int state = csv.require("state");
            int changed = csv.find("last_changed") >= 0 ? csv.find("last_changed") : csv.require("last_updated");
            csv.forEach(
                    row -> {
                        entities.state(
                                row.line(), row.text(entity), Optional.empty(), row.text(state), row.text(changed));
                        return true;
                    },
                    row -> sink.reject(row.file(), row.line(), row.reason()));
        }
    }

    private static void json(InputStream in, String file, Entities entities) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(in)) {
            parser.setCodec(JSON);
            String entity = "";
            while (parser.nextToken() != null) {
                JsonStreamContext array = parser.getParsingContext().getParent();
                if (parser.currentToken() == JsonToken.START_OBJECT && array != null && array.inArray()) {
                    long line = parser.currentLocation().getLineNr();
                    String named =
                            array.getParent() == null ? null : array.getParent().getCurrentName();
                    JsonNode row = parser.readValueAsTree();
                    entity = row.path("entity_id").asText(named == null ? entity : named);
                    row(line, entity, row, entities);
                }
            }
        } catch (JsonProcessingException broken) {
            throw new SourceException(
                    "File " + file + " is not JSON to its end: " + broken.getOriginalMessage()
                            + ". Export it again; what stands before line "
                            + broken.getLocation().getLineNr() + " is kept.",
                    broken);
        }
    }

    private static void row(long line, String entity, JsonNode row, Entities entities) {
        Optional<String> unit = text(row.path("attributes"), "unit_of_measurement")
                .or(() -> text(row.path("a"), "unit_of_measurement"))
                .or(() -> text(row, "unit_of_measurement"));
        if (row.has("start")) {
            entities.statistic(
                    line,
                    entity,
                    unit,
                    text(row, "start").orElse(""),
                    text(row, "end").orElse(""),
                    text(row, "mean"),
                    text(row, "sum"));
            return;
        }
        String state = text(row, "state").or(() -> text(row, "s")).orElse("");
        String changed = text(row, "last_changed")
                .or(() -> text(row, "last_updated"))
                .or(() -> text(row, "lc"))
                .or(() -> text(row, "lu"))
                .orElse("");
        entities.state(line, entity, unit, state, changed);
    }

    private static Optional<String> text(JsonNode row, String field) {
        JsonNode value = row.path(field);
        if (value.isNumber()) {
            return Optional.of(value.decimalValue().toPlainString());
        }
        return value.isTextual() ? Optional.of(value.asText()) : Optional.empty();
    }
}
