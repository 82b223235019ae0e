package org.loadcast.training.tune;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * The settings of a family that are searched, and their ranges.
 *
 * <table>
 * <caption>Ranges</caption>
 * <tr><td>boosting</td><td>eta 0.02–0.15, depth 3–8, rounds 100–600, min_child_weight 1–80, column_sample 0.2–1, subsample 0.5–1, base,
 * per_level, robust, columns all, recent, comfort, shift or more</td></tr>
 * <tr><td>linear</td><td>alpha 1–300, pooled, absolute, base, per_level, columns all, recent, comfort, shift or more</td></tr>
 * <tr><td>mlp</td><td>hidden, learning_rate 0.0005–0.005, dropout 0–0.3, weight_decay 0.0005–0.02, epochs 6–20, per_level</td></tr>
 * </table>
 *
 * @param ranges by name of the setting
 */
record SearchSpace(SortedMap<String, Range> ranges) {

    private static final Range FLAG = new Choice(List.of("false", "true"));
    private static final Range BASE = new Choice(List.of("none", "profile"));
    private static final Range COLUMNS = new Choice(List.of("all", "recent", "comfort", "shift", "more"));

    private static final Map<String, SearchSpace> ALL = Map.of(
            "boosting",
            new SearchSpace(new TreeMap<>(Map.of(
                    "eta", new Logarithmic(0.02, 0.15),
                    "depth", new Whole(3, 8),
                    "rounds", new Whole(100, 600),
                    "min_child_weight", new Logarithmic(1, 80),
                    "column_sample", new Linear(0.2, 1),
                    "subsample", new Linear(0.5, 1),
                    "base", BASE,
                    "per_level", FLAG,
                    "robust", FLAG,
                    "columns", COLUMNS))),
            "linear",
            new SearchSpace(new TreeMap<>(Map.of(
                    "alpha", new Logarithmic(1, 300),
                    "pooled", FLAG,
                    "absolute", FLAG,
                    "base", BASE,
                    "per_level", FLAG,
                    "columns", COLUMNS))),
            "mlp",
            new SearchSpace(new TreeMap<>(Map.of(
                    "hidden", new Choice(List.of("64-32", "128-64", "256-128")),
                    "learning_rate", new Logarithmic(0.0005, 0.005),
                    "dropout", new Linear(0, 0.3),
                    "weight_decay", new Logarithmic(0.0005, 0.02),
                    "epochs", new Whole(6, 20),
                    "per_level", FLAG))));

    /** Where a setting's values come from. */
    sealed interface Range {

        String draw(SplittableRandom random);
    }

    private record Choice(List<String> values) implements Range {
        @Override
        public String draw(SplittableRandom random) {
            return values.get(random.nextInt(values.size()));
        }
    }

    private record Whole(int least, int most) implements Range {
        @Override
        public String draw(SplittableRandom random) {
            return String.valueOf(random.nextInt(least, most + 1));
        }
    }

    private record Linear(double least, double most) implements Range {
        @Override
        public String draw(SplittableRandom random) {
            return rounded(random.nextDouble(least, most));
        }
    }

    private record Logarithmic(double least, double most) implements Range {
        @Override
        public String draw(SplittableRandom random) {
            return rounded(Math.exp(random.nextDouble(Math.log(least), Math.log(most))));
        }
    }

    private static String rounded(double value) {
        return String.format(Locale.ROOT, "%.4g", value);
    }

    /** The space of a family; empty for one whose settings are not searched. */
    static Optional<SearchSpace> of(String family) {
        return Optional.ofNullable(ALL.get(family));
    }

    /** Families whose settings are searched. */
    static List<String> families() {
        return ALL.keySet().stream().sorted().toList();
    }

    /** Candidate {@code number} of a seed: 0 is the family's defaults, the others are drawn. */
    SortedMap<String, String> candidate(int number, long seed) {
        SortedMap<String, String> drawn = new TreeMap<>();
        if (number > 0) {
            SplittableRandom random = new SplittableRandom(31 * seed + number);
            ranges.forEach((name, range) -> drawn.put(name, range.draw(random)));
        }
        return drawn;
    }
}
