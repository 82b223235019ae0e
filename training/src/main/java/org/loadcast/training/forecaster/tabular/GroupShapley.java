package org.loadcast.training.forecaster.tabular;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.loadcast.training.forecaster.Explanation;
import org.loadcast.training.forecaster.FeatureGroup;

/**
 * Explains any method by groups of features: exact Shapley values (Shapley, "A value for n-person games", 1953) of the groups, where
 * a group that is out of the game is shown as its training mean.
 *
 * <p>Every coalition of groups is forecast once, 2^groups times; with at most seven groups that needs no sampling.
 */
public final class GroupShapley {

    private static final String METHOD = "Shapley values of feature groups against their training means";

    private GroupShapley() {}

    /** A method that can be asked with some groups hidden. */
    @FunctionalInterface
    public interface Game {

        /** Medians in kW for every target when only {@code shown} groups are. */
        double[] medians(List<FeatureGroup> shown);
    }

    /** Explains {@code game}, whose inputs are {@code columns}. */
    public static Explanation explain(List<String> columns, Game game) {
        SortedSet<FeatureGroup> present = new TreeSet<>();
        columns.forEach(column -> present.add(FeatureGroup.of(column)));
        List<FeatureGroup> groups = List.copyOf(present);
        int coalitions = 1 << groups.size();
        double[][] values = new double[coalitions][];
        for (int coalition = 0; coalition < coalitions; coalition++) {
            List<FeatureGroup> shown = new ArrayList<>();
            for (int g = 0; g < groups.size(); g++) {
                if ((coalition >> g & 1) == 1) {
                    shown.add(groups.get(g));
                }
            }
            values[coalition] = game.medians(Collections.unmodifiableList(shown));
        }
        int rows = values[0].length;
        double[][] contributions = new double[rows][groups.size()];
        for (int g = 0; g < groups.size(); g++) {
            for (int coalition = 0; coalition < coalitions; coalition++) {
                if ((coalition >> g & 1) == 0) {
                    double weight = weight(Integer.bitCount(coalition), groups.size());
                    double[] with = values[coalition | 1 << g];
                    for (int row = 0; row < rows; row++) {
                        contributions[row][g] += weight * (with[row] - values[coalition][row]);
                    }
                }
            }
        }
        List<String> names = groups.stream().map(FeatureGroup::label).toList();
        return new Explanation(METHOD, names, values[0], contributions);
    }

    /** size! (groups - size - 1)! / groups! */
    private static double weight(int size, int groups) {
        double weight = 1.0 / groups;
        for (int i = 1; i <= size; i++) {
            weight *= (double) i / (groups - i);
        }
        return weight;
    }
}
