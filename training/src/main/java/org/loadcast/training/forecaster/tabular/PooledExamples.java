package org.loadcast.training.forecaster.tabular;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import org.loadcast.training.forecaster.ForecastContext;
import org.loadcast.training.forecaster.TrainingSet;

/** The examples of one meter or of many, by rising cutoff. */
public final class PooledExamples {

    private final List<ForecastContext> examples;
    private final IdentityHashMap<ForecastContext, TrainingSet> origin = new IdentityHashMap<>();

    private PooledExamples(List<TrainingSet> sets) {
        List<ForecastContext> all = new ArrayList<>();
        for (TrainingSet set : sets) {
            all.addAll(set.examples());
            set.examples().forEach(example -> origin.put(example, set));
        }
        all.sort(Comparator.comparing(example -> example.view().cutoff()));
        this.examples = List.copyOf(all);
    }

    /** The examples of {@code sets}; those of one cutoff follow the order of the sets. */
    public static PooledExamples of(List<TrainingSet> sets) {
        return new PooledExamples(sets);
    }

    public List<ForecastContext> inOrder() {
        return examples;
    }

    /** Number of target intervals of all examples. */
    public int targets() {
        return examples.stream().mapToInt(example -> example.target().length()).sum();
    }

    /** Measured load in kW of target interval {@code row} of {@code example}; NaN when it is missing. */
    public double actual(ForecastContext example, int row) {
        TrainingSet set = origin.get(example);
        if (set == null) {
            throw new IllegalArgumentException(
                    "The example at " + example.view().cutoff() + " of meter "
                            + example.view().meter().id() + " is not one of these.");
        }
        return set.actual(example, row);
    }
}
