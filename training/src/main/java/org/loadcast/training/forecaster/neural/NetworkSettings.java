package org.loadcast.training.forecaster.neural;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.loadcast.training.forecaster.LeadWindow;
import org.loadcast.training.forecaster.Settings;
import org.loadcast.training.forecaster.tabular.ColumnChoice;
import org.loadcast.training.forecaster.tabular.TargetForm;

/**
 * How a network is built and trained.
 *
 * @param hidden widths of the dense layers before the output
 * @param filters channels of every convolution, or size of every memory; unused by {@code mlp}
 * @param pastDays length of the past sequence; unused by {@code mlp}
 * @param epochs most epochs of one training
 * @param batch samples of a mini-batch
 * @param learningRate peak of the one-cycle learning rate
 * @param dropout share of hidden values that is dropped, 0 to less than 1
 * @param weightDecay L2 penalty on the weights
 * @param members networks with different seeds whose quantiles are averaged
 * @param mostRows most training rows (cutoffs x targets); beyond, whole cutoffs are left out
 * @param validation share of the cutoffs, the newest ones, to choose by before the final training on all; 0 for none
 * @param base what is taken off the load; empty to choose the last value for one step ahead, else nothing
 * @param perLevel whether loads are divided by the meter's level
 * @param columns which features go in
 */
record NetworkSettings(
        List<Integer> hidden,
        int filters,
        int pastDays,
        int epochs,
        int batch,
        double learningRate,
        double dropout,
        double weightDecay,
        int members,
        int mostRows,
        double validation,
        Optional<TargetForm.Base> base,
        boolean perLevel,
        ColumnChoice columns) {

    private static final String AUTO = "auto";
    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            Map.entry("hidden", "256-128"),
            Map.entry("filters", "32"),
            Map.entry("past_days", "7"),
            Map.entry("epochs", "12"),
            Map.entry("batch", "256"),
            Map.entry("learning_rate", "0.002"),
            Map.entry("dropout", "0.1"),
            Map.entry("weight_decay", "0.005"),
            Map.entry("members", "2"),
            Map.entry("most_rows", "45000"),
            Map.entry("validation", "0.12"),
            Map.entry("base", AUTO),
            Map.entry("per_level", "false"),
            Map.entry("columns", "all"));

    NetworkSettings {
        hidden = List.copyOf(hidden);
        require(!hidden.isEmpty() && hidden.stream().allMatch(h -> h >= 1 && h <= 4096), "hidden", hidden, "1 to 4096");
        require(filters >= 1 && filters <= 1024, "filters", filters, "1 to 1024");
        require(pastDays >= 1 && pastDays <= 60, "past_days", pastDays, "1 to 60");
        require(epochs >= 1, "epochs", epochs, "at least 1");
        require(batch >= 1, "batch", batch, "at least 1");
        require(learningRate > 0 && learningRate < 1, "learning_rate", learningRate, "between 0 and 1");
        require(dropout >= 0 && dropout < 1, "dropout", dropout, "0 to less than 1");
        require(weightDecay >= 0 && weightDecay < 1, "weight_decay", weightDecay, "0 to less than 1");
        require(members >= 1 && members <= 100, "members", members, "1 to 100");
        require(mostRows >= 1, "most_rows", mostRows, "at least 1");
        require(validation >= 0 && validation <= 0.5, "validation", validation, "0 to 0.5");
    }

    private static void require(boolean valid, String name, Object value, String expected) {
        if (!valid) {
            throw new IllegalArgumentException(
                    "Parameter " + name + " of a network is " + value + ", expected " + expected + ".");
        }
    }

    /**
     * The defaults of {@code architecture} with some values replaced.
     *
     * @throws IllegalArgumentException for an unknown name or a value that cannot be used
     */
    static NetworkSettings of(Architecture architecture, Map<String, String> overrides) {
        Map<String, String> defaults = new TreeMap<>(DEFAULTS);
        defaults.putAll(architecture.defaults());
        Settings settings = new Settings(architecture.family(), defaults, overrides);
        return new NetworkSettings(
                Arrays.stream(settings.text("hidden").split("-", -1))
                        .map(NetworkSettings::width)
                        .toList(),
                settings.integer("filters"),
                settings.integer("past_days"),
                settings.integer("epochs"),
                settings.integer("batch"),
                settings.number("learning_rate"),
                settings.number("dropout"),
                settings.number("weight_decay"),
                settings.integer("members"),
                settings.integer("most_rows"),
                settings.number("validation"),
                settings.text("base").equals(AUTO)
                        ? Optional.empty()
                        : Optional.of(settings.choice("base", TargetForm.Base.class)),
                settings.flag("per_level"),
                settings.choice("columns", ColumnChoice.class));
    }

    private static int width(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "Parameter hidden names the width '" + text + "', expected widths such as 256-128.", e);
        }
    }

    /** What is predicted for {@code window}. */
    TargetForm form(LeadWindow window) {
        return new TargetForm(base.orElse(window.isNear() ? TargetForm.Base.LAST : TargetForm.Base.NONE), perLevel);
    }
}
