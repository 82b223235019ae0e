package org.loadcast.training.registry;

import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.loadcast.training.forecaster.Explanation;
import org.loadcast.training.forecaster.FittedForecaster;

/**
 * What a model says of itself, for its card.
 *
 * @param importancesKw by how many kW each feature moves a forecast on average, largest first
 * @param origin what the libraries of its parts keep of where they came from
 */
public record Insight(Map<String, Double> importancesKw, SortedMap<String, String> origin) {

    private static final int MOST_FEATURES = 25;

    public Insight {
        importancesKw = Collections.unmodifiableMap(new LinkedHashMap<>(importancesKw));
        origin = Collections.unmodifiableSortedMap(new TreeMap<>(origin));
    }

    /** Of a model that says nothing. */
    public static Insight none() {
        return new Insight(Map.of(), Collections.emptySortedMap());
    }

    /** The origin of {@code forecaster}, and what moves the forecasts that {@code explanations} are of. */
    public static Insight of(FittedForecaster forecaster, List<Explanation> explanations) {
        Map<String, Double> largest = new LinkedHashMap<>();
        Explanation.importances(explanations).entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .sorted(Comparator.comparingDouble((Map.Entry<String, Double> entry) -> -entry.getValue()))
                .limit(MOST_FEATURES)
                .forEach(entry -> largest.put(entry.getKey(), entry.getValue()));
        return new Insight(largest, forecaster.origin());
    }

    /** A part of a model card; empty where there is nothing to say. */
    String markdown() {
        StringBuilder text = new StringBuilder();
        if (!importancesKw.isEmpty()) {
            text.append(
                    "\n## What moves its forecasts\n\nMean absolute contribution on the newest days, the largest first.\n\n");
            text.append("| feature | kW |\n|---|---:|\n");
            importancesKw.forEach((feature, kilowatts) ->
                    text.append(String.format(Locale.ROOT, "| %s | %.4g |%n", feature, kilowatts)));
        }
        if (!origin.isEmpty()) {
            text.append("\n## Provenance that its libraries keep\n\n| entry | value |\n|---|---|\n");
            origin.forEach((name, value) -> text.append("| ")
                    .append(name)
                    .append(" | ")
                    .append(value.replace("|", "\\|"))
                    .append(" |\n"));
        }
        return text.toString();
    }
}
