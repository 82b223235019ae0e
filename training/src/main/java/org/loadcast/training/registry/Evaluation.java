package org.loadcast.training.registry;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.loadcast.features.series.Interval;

/**
 * How a model and its rivals did on the same rows of a window that none of them had learned from.
 *
 * @param window from the first to the end of the last scored target
 * @param rows scored rows, the same for all
 * @param model the model's own figures
 * @param rivals the seasonal naive, and the champion where there was one
 */
public record Evaluation(Interval window, int rows, Figures model, List<Rival> rivals) {

    /** Name of the rival that is always there. */
    public static final String SEASONAL_NAIVE = "seasonal-naive";

    /**
     * Somebody else's figures on the same rows.
     *
     * @param name {@link #SEASONAL_NAIVE} or a model id
     */
    public record Rival(String name, Figures figures) {}

    public Evaluation {
        if (rows < 1) {
            throw new IllegalArgumentException("An evaluation on " + rows + " rows says nothing. Score at least one.");
        }
        rivals = List.copyOf(rivals);
        Set<String> names = new HashSet<>();
        for (Rival rival : rivals) {
            if (!names.add(rival.name())) {
                throw new IllegalArgumentException("Rival " + rival.name() + " is evaluated twice.");
            }
        }
    }

    /** The figures of a rival; empty when it was not evaluated. */
    public Optional<Figures> rival(String name) {
        return rivals.stream()
                .filter(r -> r.name().equals(name))
                .map(Rival::figures)
                .findFirst();
    }
}
