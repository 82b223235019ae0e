package org.loadcast.training.registry;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import org.loadcast.training.metrics.Scores;

/**
 * Metrics by name, as they stand in manifests and model cards: {@code mae_kw}, {@code wape}, {@code wql}, ...
 *
 * @param values finite numbers; {@code mae_kw} is always among them
 */
public record Figures(@JsonValue SortedMap<String, Double> values) {

    private static final String MAE = "mae_kw";

    /**
     * Figures by name.
     *
     * @throws IllegalArgumentException when {@code mae_kw} lacks or a value is not finite
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Figures {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
        if (!values.containsKey(MAE) || !values.values().stream().allMatch(Double::isFinite)) {
            throw new IllegalArgumentException(
                    "Figures " + values + " lack " + MAE + " or hold one that is not finite.");
        }
    }

    /** The figures of scores; those that are not defined on the scored rows are left out. */
    public static Figures of(Scores scores) {
        SortedMap<String, Double> values = new TreeMap<>();
        put(values, MAE, scores.maeKw());
        put(values, "wape", scores.wape());
        put(values, "rmse_kw", scores.rmseKw());
        put(values, "bias_kw", scores.biasKw());
        put(values, "mase", scores.mase());
        put(values, "sql", scores.sql());
        put(values, "wql", scores.wql());
        put(values, "coverage_p10_p90", scores.coverage());
        put(values, "skill", scores.skill());
        put(values, "skill_margin", scores.skillMargin());
        return new Figures(values);
    }

    private static void put(SortedMap<String, Double> values, String name, OptionalDouble value) {
        value.ifPresent(v -> values.put(name, v));
    }

    /** Mean absolute error in kW. */
    public double maeKw() {
        return get(MAE).orElseThrow();
    }

    /** A figure by name; empty when it was not defined on the scored rows. */
    public OptionalDouble get(String name) {
        Double value = values.get(name);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
