package org.loadcast.training.forecaster.neural;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.loadcast.training.forecaster.Settings;
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
 * @param rows most training rows (cutoffs x targets); beyond, whole cutoffs are left out
 * @param validation share of the cutoffs, the newest ones, to choose by before the final training on all; 0 for none
 * @param forms what may be predicted, to choose from; one step ahead it is always the change from the last value
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
        int rows,
        double validation,
        List<TargetForm> forms) {

    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            Map.entry("hidden", "256-128"),
            Map.entry("filters", "32"),
            Map.entry("past-days", "7"),
            Map.entry("epochs", "20"),
            Map.entry("batch", "256"),
            Map.entry("learning-rate", "0.002"),
            Map.entry("dropout", "0.1"),
            Map.entry("weight-decay", "0"),
            Map.entry("members", "2"),
            Map.entry("rows", "60000"),
            Map.entry("validation", "0.12"),
            Map.entry("forms", "none,none/level"));

    NetworkSettings {
        hidden = List.copyOf(hidden);
        forms = List.copyOf(forms);
        require(!hidden.isEmpty() && hidden.stream().allMatch(h -> h >= 1 && h <= 4096), "hidden", hidden, "1 to 4096");
        require(filters >= 1 && filters <= 1024, "filters", filters, "1 to 1024");
        require(pastDays >= 1 && pastDays <= 60, "past-days", pastDays, "1 to 60");
        require(epochs >= 1, "epochs", epochs, "at least 1");
        require(batch >= 1, "batch", batch, "at least 1");
        require(learningRate > 0 && learningRate < 1, "learning-rate", learningRate, "between 0 and 1");
        require(dropout >= 0 && dropout < 1, "dropout", dropout, "0 to less than 1");
        require(weightDecay >= 0 && weightDecay < 1, "weight-decay", weightDecay, "0 to less than 1");
        require(members >= 1 && members <= 100, "members", members, "1 to 100");
        require(rows >= 1, "rows", rows, "at least 1");
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
                settings.integer("past-days"),
                settings.integer("epochs"),
                settings.integer("batch"),
                settings.number("learning-rate"),
                settings.number("dropout"),
                settings.number("weight-decay"),
                settings.integer("members"),
                settings.integer("rows"),
                settings.number("validation"),
                Arrays.stream(settings.text("forms").split(",", -1))
                        .map(NetworkSettings::form)
                        .toList());
    }

    private static int width(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "Parameter hidden names the width '" + text + "', expected widths such as 256-128.", e);
        }
    }

    /** {@code none}, {@code last} or {@code profile}, with {@code /level} when divided by the meter's level. */
    private static TargetForm form(String text) {
        boolean perLevel = text.endsWith("/level");
        String base = perLevel ? text.substring(0, text.length() - "/level".length()) : text;
        return switch (base) {
            case "none" -> new TargetForm(TargetForm.Base.NONE, perLevel);
            case "last" -> new TargetForm(TargetForm.Base.LAST, perLevel);
            case "profile" -> new TargetForm(TargetForm.Base.PROFILE, perLevel);
            default ->
                throw new IllegalArgumentException("Parameter forms names '" + text
                        + "', expected none, last or profile, each optionally with /level.");
        };
    }

    /** The forms to choose from. */
    List<TargetForm> forms(boolean nextStep) {
        return nextStep ? List.of(new TargetForm(TargetForm.Base.LAST, true)) : forms;
    }
}
