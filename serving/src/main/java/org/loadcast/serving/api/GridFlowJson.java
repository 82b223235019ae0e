package org.loadcast.serving.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.loadcast.features.grid.Cut;
import org.loadcast.features.grid.GridDay;
import org.loadcast.features.grid.GridFlow;
import org.loadcast.serving.grid.GridForecast;

/** What a grid can carry tomorrow, as the interface tells it. */
public record GridFlowJson(
        Instant at,
        double quantile,
        String timeZone,
        Instant from,
        Instant to,
        String step,
        Collection<String> out,
        List<String> tiesToClose,
        boolean feasible,
        double shortfallKwh,
        double shortfallPeakKw,
        @Nullable Instant shortfallPeakAt,
        double curtailedKwh,
        List<LineJson> lines,
        List<MeterJson> meters,
        List<MissingJson> missing,
        List<StepJson> steps) {

    record LineJson(
            String line,
            String from,
            String to,
            double capacityKw,
            double peakKw,
            Instant peakAt,
            double utilisation,
            int congestedSteps) {

        static LineJson of(GridDay.LineDay day) {
            return new LineJson(
                    day.line().id(),
                    day.line().from(),
                    day.line().to(),
                    day.line().capacityKw(),
                    day.peakKw(),
                    day.peakAt(),
                    day.utilisation(),
                    day.congested());
        }
    }

    record MeterJson(String meterId, String node, double energyKwh, double share) {}

    record MissingJson(String meterId, String reason) {}

    record StepJson(
            Instant start,
            double demandKw,
            double generationKw,
            double shortfallKw,
            double curtailedKw,
            Map<String, Double> linesKw,
            @Nullable Cut cut) {

        static StepJson of(Instant start, GridFlow flow) {
            return new StepJson(
                    start,
                    flow.demandKw(),
                    flow.generationKw(),
                    flow.shortfallKw(),
                    flow.curtailedKw(),
                    flow.linesKw(),
                    flow.cut().orElse(null));
        }
    }

    public static GridFlowJson of(GridForecast forecast) {
        GridDay day = forecast.day();
        OptionalInt worst = day.worst();
        List<StepJson> steps = new ArrayList<>();
        for (int i = 0; i < day.flows().size(); i++) {
            steps.add(StepJson.of(day.grid().startOf(i), day.flows().get(i)));
        }
        return new GridFlowJson(
                forecast.at(),
                forecast.quantile(),
                forecast.zone().getId(),
                day.grid().start(),
                day.grid().end(),
                day.grid().step().toString(),
                new TreeSet<>(day.out()),
                day.tiesToClose(),
                day.isFeasible(),
                day.shortfallKwh(),
                worst.isPresent() ? day.flows().get(worst.getAsInt()).shortfallKw() : 0,
                worst.isPresent() ? day.grid().startOf(worst.getAsInt()) : null,
                day.curtailedKwh(),
                day.lines().stream().map(LineJson::of).toList(),
                day.metersBeyond().stream()
                        .map(meter ->
                                new MeterJson(meter.meter().value(), meter.node(), meter.energyKwh(), meter.share()))
                        .toList(),
                forecast.missing().entrySet().stream()
                        .map(entry -> new MissingJson(entry.getKey().value(), entry.getValue()))
                        .toList(),
                steps);
    }

    /** The same as readable text. */
    public String pretty() {
        try {
            return Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(this);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A flow could not be written.", impossible);
        }
    }
}
