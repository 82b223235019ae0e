package org.loadcast.serving.api;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.ZoneId;
import java.util.Optional;
import org.loadcast.features.forecast.DailyPeak;
import org.loadcast.features.forecast.Forecast;
import org.loadcast.features.forecast.ForecastSource;

/** Writes a forecast as JSON; the one place that knows its form. */
public final class ForecastJson {

    private ForecastJson() {}

    public static void write(Forecast forecast, ZoneId zone, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("meter_id", forecast.meter().value());
        out.writeStringField("horizon", forecast.horizon());
        out.writeStringField("issued_at", forecast.issuedAt().toString());
        out.writeStringField("cutoff", forecast.cutoff().toString());
        out.writeStringField("time_zone", zone.getId());
        out.writeStringField("step", forecast.grid().step().toString());
        out.writeStringField("unit", "kW");
        writeSource(forecast.source(), out);
        Optional<DailyPeak> peak = DailyPeak.of(forecast);
        if (peak.isPresent()) {
            writePeak(peak.get(), out);
        }
        writePoints(forecast, out);
        out.writeEndObject();
    }

    private static void writePeak(DailyPeak peak, JsonGenerator out) throws IOException {
        out.writeObjectFieldStart("peak");
        out.writeStringField("start", peak.start().toString());
        for (int q = 0; q < peak.quantiles().count(); q++) {
            out.writeNumberField(peak.quantiles().name(q), rounded(peak.kilowatts(q)));
        }
        out.writeEndObject();
    }

    private static void writeSource(ForecastSource source, JsonGenerator out) throws IOException {
        if (source instanceof ForecastSource.Model model) {
            out.writeObjectFieldStart("model");
            out.writeStringField("id", model.id());
            out.writeStringField("family", model.family());
            out.writeStringField("trained_until", model.trainedUntil().toString());
            out.writeEndObject();
        } else {
            out.writeNullField("model");
        }
        out.writeStringField("tier", source.tier().label());
        if (source.reason().isPresent()) {
            out.writeStringField("reason", source.reason().get());
        } else {
            out.writeNullField("reason");
        }
        out.writeStringField("weather", source.weather().label());
    }

    private static void writePoints(Forecast forecast, JsonGenerator out) throws IOException {
        String[] names = forecast.quantiles().names().toArray(String[]::new);
        out.writeArrayFieldStart("points");
        for (int i = 0; i < forecast.grid().length(); i++) {
            out.writeStartObject();
            out.writeStringField("start", forecast.grid().startOf(i).toString());
            for (int q = 0; q < names.length; q++) {
                out.writeNumberField(names[q], rounded(forecast.kilowatts(i, q)));
            }
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    /** To a milliwatt: the digits beyond are noise and would double the size. */
    static double rounded(double kilowatts) {
        return Math.abs(kilowatts) < 1e9 ? Math.rint(kilowatts * 1e6) / 1e6 : kilowatts;
    }
}
