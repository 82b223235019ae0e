package org.loadcast.serving.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.loadcast.features.forecast.Forecast;
import org.loadcast.features.forecast.ForecastSource;
import org.loadcast.serving.forecast.ExplainedForecast;
import org.loadcast.training.forecaster.Explanation;
import org.loadcast.training.forecaster.FeatureGroup;

/** The explanation of one interval of a forecast as JSON; the one place that knows its form. */
public record ExplanationJson(
        String meterId,
        String horizon,
        Instant cutoff,
        Instant start,
        String unit,
        @JsonProperty("model_id") @Nullable String modelId,
        String tier,
        @Nullable String reason,
        String method,
        double forecastKw,
        double baseKw,
        List<Group> groups,
        List<Contribution> contributions) {

    /** What all features of a group add. */
    public record Group(String group, double kw) {}

    /** What a feature adds. */
    public record Contribution(String feature, String group, double kw) {}

    /** Interval {@code row} of {@code explained}. */
    public static ExplanationJson of(ExplainedForecast explained, int row) {
        Forecast forecast = explained.forecast();
        Explanation explanation = explained.explanation();
        Optional<ForecastSource.Model> model =
                forecast.source() instanceof ForecastSource.Model made ? Optional.of(made) : Optional.empty();
        return new ExplanationJson(
                forecast.meter().value(),
                forecast.horizon(),
                forecast.cutoff(),
                forecast.grid().startOf(row),
                "kW",
                model.map(ForecastSource.Model::id).orElse(null),
                forecast.source().tier().label(),
                forecast.source().reason().orElse(null),
                explanation.method(),
                explanation.sumKw(row),
                explanation.baseKw(row),
                explanation.groupsOf(row).entrySet().stream()
                        .map(entry -> new Group(entry.getKey(), entry.getValue()))
                        .toList(),
                explanation.of(row).entrySet().stream()
                        .map(ExplanationJson::contribution)
                        .toList());
    }

    private static Contribution contribution(Map.Entry<String, Double> entry) {
        return new Contribution(entry.getKey(), FeatureGroup.of(entry.getKey()).label(), entry.getValue());
    }
}
