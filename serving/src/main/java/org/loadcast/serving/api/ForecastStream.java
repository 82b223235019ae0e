package org.loadcast.serving.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.loadcast.features.forecast.Forecast;
import org.loadcast.features.forecast.Horizon;
import org.loadcast.features.forecast.Quantiles;
import org.loadcast.features.meter.Meter;
import org.loadcast.serving.forecast.NoHistoryException;

/** Writes forecasts one by one as they are made; a meter that has none gets a line that says why. Not thread-safe. */
public abstract sealed class ForecastStream implements AutoCloseable {

    /** The forms in which many forecasts travel. */
    enum Format {
        JSON("application/json"),
        NDJSON("application/x-ndjson"),
        CSV("text/csv");

        private final String mediaType;

        Format(String mediaType) {
            this.mediaType = mediaType;
        }

        String mediaType() {
            return mediaType;
        }

        static Format accepted(@Nullable String accept) {
            if (accept != null) {
                for (Format format : values()) {
                    if (accept.contains(format.mediaType)) {
                        return format;
                    }
                }
            }
            return JSON;
        }

        ForecastStream open(OutputStream bytes, ObjectMapper json, Horizon horizon, Quantiles quantiles)
                throws IOException {
            return switch (this) {
                case JSON -> new JsonDocument(json.createGenerator(bytes), horizon);
                case NDJSON -> new JsonLines(json, bytes);
                case CSV -> new Csv(bytes, horizon, quantiles);
            };
        }
    }

    /** Lines of CSV on {@code bytes}, the header first: the form of {@code Accept: text/csv}. */
    public static ForecastStream csv(OutputStream bytes, Horizon horizon, Quantiles quantiles) throws IOException {
        return new Csv(bytes, horizon, quantiles);
    }

    /** Makes the forecast and writes it, or why there is none. */
    void write(Meter meter, Supplier<Forecast> forecast) throws IOException {
        Forecast made;
        try {
            made = forecast.get();
        } catch (NoHistoryException none) {
            writeMissing(meter, String.valueOf(none.getMessage()));
            return;
        }
        writeForecast(meter, made);
    }

    public abstract void writeForecast(Meter meter, Forecast forecast) throws IOException;

    abstract void writeMissing(Meter meter, String reason) throws IOException;

    @Override
    public abstract void close() throws IOException;

    /** {@code {"horizon":…,"forecasts":[…],"missing":[{"meter_id","reason"}]}}. */
    private static final class JsonDocument extends ForecastStream {

        private final JsonGenerator out;
        private final Map<String, String> missing = new LinkedHashMap<>();

        JsonDocument(JsonGenerator out, Horizon horizon) throws IOException {
            this.out = out;
            out.writeStartObject();
            out.writeStringField("horizon", horizon.label());
            out.writeArrayFieldStart("forecasts");
        }

        @Override
        public void writeForecast(Meter meter, Forecast forecast) throws IOException {
            ForecastJson.write(forecast, meter.zone(), out);
        }

        @Override
        void writeMissing(Meter meter, String reason) {
            missing.put(meter.id().value(), reason);
        }

        @Override
        public void close() throws IOException {
            out.writeEndArray();
            out.writeArrayFieldStart("missing");
            for (var entry : missing.entrySet()) {
                writeReason(out, entry.getKey(), entry.getValue());
            }
            out.writeEndArray();
            out.writeEndObject();
            out.close();
        }
    }

    private static void writeReason(JsonGenerator out, String meter, String reason) throws IOException {
        out.writeStartObject();
        out.writeStringField("meter_id", meter);
        out.writeStringField("reason", reason);
        out.writeEndObject();
    }

    /** One forecast a line; a meter without one has a line with {@code meter_id} and {@code reason} only. */
    private static final class JsonLines extends ForecastStream {

        private final ObjectMapper json;
        private final OutputStream bytes;

        JsonLines(ObjectMapper json, OutputStream bytes) {
            this.json = json;
            this.bytes = bytes;
        }

        @Override
        public void writeForecast(Meter meter, Forecast forecast) throws IOException {
            line(out -> ForecastJson.write(forecast, meter.zone(), out));
        }

        @Override
        void writeMissing(Meter meter, String reason) throws IOException {
            line(out -> writeReason(out, meter.id().value(), reason));
        }

        private interface Content {
            void write(JsonGenerator out) throws IOException;
        }

        private void line(Content content) throws IOException {
            try (JsonGenerator out = json.createGenerator(bytes).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
                content.write(out);
                out.writeRaw('\n');
            }
        }

        @Override
        public void close() throws IOException {
            bytes.flush();
        }
    }

    /** One target interval a row; a meter without a forecast has one row with the reason only. */
    private static final class Csv extends ForecastStream {

        private final Writer out;
        private final Horizon horizon;
        private final int quantiles;

        Csv(OutputStream bytes, Horizon horizon, Quantiles quantiles) throws IOException {
            this.out = new BufferedWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8));
            this.horizon = horizon;
            this.quantiles = quantiles.count();
            out.write("meter_id,horizon,issued_at,cutoff,start," + String.join(",", quantiles.names())
                    + ",tier,reason\n");
        }

        @Override
        public void writeForecast(Meter meter, Forecast forecast) throws IOException {
            String head =
                    meter.id() + "," + forecast.horizon() + "," + forecast.issuedAt() + "," + forecast.cutoff() + ",";
            String tail = "," + forecast.source().tier().label() + ","
                    + quoted(forecast.source().reason().orElse("")) + "\n";
            for (int i = 0; i < forecast.grid().length(); i++) {
                out.write(head);
                out.write(forecast.grid().startOf(i).toString());
                for (int q = 0; q < quantiles; q++) {
                    out.write("," + ForecastJson.rounded(forecast.kilowatts(i, q)));
                }
                out.write(tail);
            }
        }

        @Override
        void writeMissing(Meter meter, String reason) throws IOException {
            out.write(
                    meter.id() + "," + horizon.label() + ",,,," + ",".repeat(quantiles) + "," + quoted(reason) + "\n");
        }

        private static String quoted(String text) {
            return text.isEmpty() ? "" : "\"" + text.replace("\"", "\"\"") + "\"";
        }

        @Override
        public void close() throws IOException {
            out.flush();
        }
    }
}
