package org.loadcast.training.forecaster.boosting;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.loadcast.training.forecaster.Settings;
import org.loadcast.training.forecaster.TrainingSet;
import org.loadcast.training.forecaster.tabular.ColumnChoice;
import org.loadcast.training.forecaster.tabular.TargetForm;

/**
 * Parameters of a boosting run.
 *
 * @param form how a span of targets is forecast
 * @param target what is predicted
 * @param columns which features it sees
 * @param linear boosted linear terms in place of trees
 * @param objective the loss
 * @param rounds number of trees
 * @param eta learning rate
 * @param depth greatest depth of a tree
 * @param minChildWeight least weight of a leaf
 * @param subsample share of rows that a tree sees
 * @param columnSample share of columns that a tree sees
 * @param halfLifeDays age at which a row counts half; 0 for rows that count the same at any age
 * @param mostRows whole cutoffs are thinned until about this many rows are left
 */
record BoostingParameters(
        Form form,
        TargetForm target,
        ColumnChoice columns,
        boolean linear,
        Objective objective,
        int rounds,
        double eta,
        int depth,
        double minChildWeight,
        double subsample,
        double columnSample,
        double halfLifeDays,
        int mostRows) {

    private static final double HUBER_SLOPE = 0.1;

    /** On standardised columns and a target of unit size, in shares of the rows. */
    private static final double LINEAR_PENALTY = 1e-4;

    static final Map<String, String> DEFAULTS = Map.ofEntries(
            Map.entry("form", "direct"),
            Map.entry("base", "none"),
            Map.entry("columns", "all"),
            Map.entry("per_level", "false"),
            Map.entry("booster", "tree"),
            Map.entry("robust", "false"),
            Map.entry("absolute", "false"),
            Map.entry("quantiles", "false"),
            Map.entry("rounds", "300"),
            Map.entry("eta", "0.06"),
            Map.entry("depth", "6"),
            Map.entry("min_child_weight", "5"),
            Map.entry("subsample", "0.8"),
            Map.entry("column_sample", "0.3"),
            Map.entry("half_life_days", "0"),
            Map.entry("most_rows", "30000"));

    /** How a span of targets is forecast. */
    enum Form {
        /** One model over all lead times, each asked once. */
        DIRECT,
        /** A model of one step, asked again and again on its own forecasts. */
        RECURSIVE,
        /** Whichever errs less on the newest fifth of the training window. */
        AUTO
    }

    /** The terms that are boosted. */
    enum Terms {
        TREE,
        LINEAR
    }

    /** The loss. */
    enum Objective {
        SQUARED("reg:squarederror"),
        /** Pseudo-Huber: near absolute error, for skewed loads. */
        ROBUST("reg:pseudohubererror"),
        /** Absolute error, each leaf the median of its rows: for loads that jump, where the curvature of the pseudo-Huber loss vanishes. */
        ABSOLUTE("reg:absoluteerror"),
        /** Pinball loss, with a booster for every quantile. */
        QUANTILE("reg:quantileerror");

        private final String xgboost;

        Objective(String xgboost) {
            this.xgboost = xgboost;
        }
    }

    BoostingParameters {
        if (objective == Objective.QUANTILE && form != Form.DIRECT) {
            throw new IllegalArgumentException("Parameters quantiles=true and form="
                    + form.name().toLowerCase(Locale.ROOT)
                    + " of family boosting exclude each other: quantiles of steps do not add up to those of a day. Use"
                    + " form=direct.");
        }
        if (!(halfLifeDays >= 0)) {
            throw new IllegalArgumentException(
                    "Parameter half_life_days of family boosting is " + halfLifeDays + ", expected 0 or more days.");
        }
    }

    /**
     * The defaults with some values replaced.
     *
     * @throws IllegalArgumentException for an unknown name or a value that cannot be used
     */
    static BoostingParameters of(Map<String, String> overrides) {
        Settings settings = new Settings("boosting", DEFAULTS, overrides);
        return new BoostingParameters(
                settings.choice("form", Form.class),
                new TargetForm(settings.choice("base", TargetForm.Base.class), settings.flag("per_level")),
                settings.choice("columns", ColumnChoice.class),
                settings.choice("booster", Terms.class) == Terms.LINEAR,
                objective(settings),
                settings.integer("rounds"),
                settings.number("eta"),
                settings.integer("depth"),
                settings.number("min_child_weight"),
                settings.number("subsample"),
                settings.number("column_sample"),
                settings.number("half_life_days"),
                settings.integer("most_rows"));
    }

    private static Objective objective(Settings settings) {
        if (settings.flag("quantiles")) {
            return Objective.QUANTILE;
        }
        if (settings.flag("absolute")) {
            return Objective.ABSOLUTE;
        }
        return settings.flag("robust") ? Objective.ROBUST : Objective.SQUARED;
    }

    TrainingSet thin(TrainingSet set) {
        return set.thinned(
                Math.max(30, mostRows / set.window().length()), !set.window().isNear());
    }

    /** What a row counts that is {@code seconds} older than the training cutoff. */
    float weight(long seconds) {
        return (float) Math.pow(0.5, seconds / 86_400.0 / halfLifeDays);
    }

    /** XGBoost's names and values. */
    Map<String, Object> xgboost() {
        Map<String, Object> all = new TreeMap<>(
                Map.of("objective", objective.xgboost, "base_score", 0.0, "eta", eta, "nthread", 1, "verbosity", 0));
        if (objective == Objective.ROBUST) {
            all.put("huber_slope", HUBER_SLOPE);
        }
        all.putAll(
                linear
                        ? Map.of(
                                "booster", "gblinear",
                                "updater", "coord_descent",
                                "feature_selector", "cyclic",
                                "lambda", LINEAR_PENALTY)
                        : Map.of(
                                "max_depth", depth,
                                "min_child_weight", minChildWeight,
                                "subsample", subsample,
                                "colsample_bytree", columnSample,
                                "tree_method", "hist",
                                "max_bin", 128));
        return all;
    }
}
