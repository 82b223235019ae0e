package org.loadcast.serving.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.loadcast.features.forecast.Forecast;
import org.loadcast.features.forecast.Horizon;
import org.loadcast.features.forecast.Quantiles;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.series.Interval;
import org.loadcast.features.store.MeterDirectory;
import org.loadcast.serving.forecast.ForecastService;
import org.loadcast.serving.forecast.UnknownMeterException;
import org.loadcast.serving.ingest.decode.Times;
import org.loadcast.serving.whatif.Scenario;
import org.loadcast.serving.whatif.SupposedForecast;
import org.loadcast.serving.whatif.WhatIf;

/** {@code /api/v1/meters/{id}/forecast/what-if}. */
final class WhatIfRoutes {

    private final WhatIf whatIf;
    private final MeterDirectory meters;
    private final ObjectMapper json;
    private final Clock clock;

    WhatIfRoutes(WhatIf whatIf, MeterDirectory meters, ObjectMapper json, Clock clock) {
        this.whatIf = whatIf;
        this.meters = meters;
        this.json = json;
        this.clock = clock;
    }

    void register(RoutesConfig routes) {
        routes.post("/api/v1/meters/{id}/forecast/what-if", this::suppose);
    }

    /** What is supposed, of which forecast. */
    record Question(
            Optional<String> horizon,
            Optional<String> at,
            Optional<List<Double>> quantiles,
            Optional<List<ExtraLoadJson>> extraLoads,
            Optional<List<String>> awayDays,
            Optional<Double> temperatureShiftC) {

        Scenario scenario() {
            Set<LocalDate> days = new LinkedHashSet<>();
            awayDays.orElse(List.of()).forEach(day -> days.add(parseDay(day)));
            return new Scenario(
                    temperatureShiftC.orElse(0.0),
                    days,
                    extraLoads.orElse(List.of()).stream()
                            .map(ExtraLoadJson::toLoad)
                            .toList());
        }

        private static LocalDate parseDay(String text) {
            try {
                return LocalDate.parse(text);
            } catch (DateTimeParseException notADay) {
                throw new IllegalArgumentException(
                        "Away day '" + text + "' is not a date. Use for example 2021-06-17.", notADay);
            }
        }

        Quantiles levels() {
            return quantiles
                    .map(levels -> Quantiles.of(
                            levels.stream().mapToDouble(Double::doubleValue).toArray()))
                    .orElse(Query.SHOWN);
        }
    }

    record ExtraLoadJson(Optional<Double> kw, Optional<String> from, Optional<String> to) {

        Scenario.ExtraLoad toLoad() {
            return new Scenario.ExtraLoad(
                    kw.orElseThrow(() -> incomplete("kw")),
                    new Interval(
                            Times.parse(from.orElseThrow(() -> incomplete("from"))),
                            Times.parse(to.orElseThrow(() -> incomplete("to")))));
        }

        private static IllegalArgumentException incomplete(String name) {
            return new IllegalArgumentException("An extra load has no " + name
                    + ". Use {\"kw\":11,\"from\":\"2021-06-17T18:00:00Z\",\"to\":\"2021-06-17T22:00:00Z\"}.");
        }
    }

    private void suppose(Context ctx) {
        MeterId id = new Query(ctx).meter();
        Meter meter = meters.find(id).orElseThrow(() -> new UnknownMeterException(id));
        Question question = question(ctx);
        try {
            SupposedForecast supposed = whatIf.forecast(
                    meter,
                    question.horizon().map(Horizon::parse).orElse(Horizon.DAY_AHEAD),
                    question.at().map(Times::parse).orElseGet(clock::instant),
                    question.scenario());
            ctx.contentType("application/json").result(text(supposed, meter, question.levels()));
        } catch (IllegalArgumentException wrong) {
            throw ProblemException.badBody(String.valueOf(wrong.getMessage()));
        }
    }

    private Question question(Context ctx) {
        try {
            return Body.object(ctx, json, Question.class);
        } catch (JsonProcessingException malformed) {
            throw ProblemException.badBody("The supposition is not readable as JSON: " + malformed.getOriginalMessage()
                    + ". Send for example {\"temperature_shift_c\":-5}.");
        }
    }

    private String text(SupposedForecast supposed, Meter meter, Quantiles levels) {
        StringWriter text = new StringWriter(16_384);
        try (JsonGenerator out = json.createGenerator(text)) {
            out.writeStartObject();
            out.writeStringField("meter_id", meter.id().value());
            out.writeNumberField("difference_kwh", ForecastJson.rounded(supposed.differenceKwh()));
            writePeak(supposed, out);
            out.writeArrayFieldStart("notes");
            for (String note : supposed.notes()) {
                out.writeString(note);
            }
            out.writeEndArray();
            out.writeFieldName("forecast");
            ForecastJson.write(ForecastService.withQuantiles(supposed.changed(), levels), meter.zone(), out);
            out.writeFieldName("base");
            ForecastJson.write(ForecastService.withQuantiles(supposed.base(), levels), meter.zone(), out);
            out.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException("A text in memory could not be written.", impossible);
        }
        return text.toString();
    }

    private static void writePeak(SupposedForecast supposed, JsonGenerator out) throws IOException {
        Forecast base = supposed.base();
        Forecast changed = supposed.changed();
        int before = SupposedForecast.peakOf(base);
        int after = SupposedForecast.peakOf(changed);
        out.writeObjectFieldStart("peak");
        out.writeNumberField("kw", ForecastJson.rounded(changed.median(after)));
        out.writeStringField("start", changed.grid().startOf(after).toString());
        out.writeNumberField("base_kw", ForecastJson.rounded(base.median(before)));
        out.writeStringField("base_start", base.grid().startOf(before).toString());
        out.writeNumberField("difference_kw", ForecastJson.rounded(changed.median(after) - base.median(before)));
        out.writeEndObject();
    }
}
