package org.loadcast.training.forecaster.boosting;

import java.util.Map;
import org.loadcast.training.forecaster.TrainingSet;
import org.loadcast.training.forecaster.tabular.ColumnChoice;
import org.loadcast.training.forecaster.tabular.TargetForm;

/**
 * Parameters of a boosting run.
 *
 * @param form what is predicted
 * @param columns which features it sees
 * @param robust pseudo-Huber loss (near absolute error, for skewed loads) in place of squared error
 * @param rounds number of trees
 * @param eta learning rate
 * @param depth greatest depth of a tree
 * @param minChildWeight least weight of a leaf
 * @param subsample share of rows that a tree sees
 * @param columnSample share of columns that a tree sees
 * @param mostRows whole cutoffs are thinned until about this many rows are left
 */
record BoostingParameters(
        TargetForm form,
        ColumnChoice columns,
        boolean robust,
        int rounds,
        double eta,
        int depth,
        double minChildWeight,
        double subsample,
        double columnSample,
        int mostRows) {

    private static final double HUBER_SLOPE = 0.25;

    TrainingSet thin(TrainingSet set) {
        return set.thinned(
                Math.max(30, mostRows / set.window().length()), !set.window().isNextStep());
    }

    Map<String, Object> xgboost() {
        return Map.ofEntries(
                Map.entry("objective", robust ? "reg:pseudohubererror" : "reg:squarederror"),
                Map.entry("huber_slope", HUBER_SLOPE),
                Map.entry("base_score", 0.0),
                Map.entry("eta", eta),
                Map.entry("max_depth", depth),
                Map.entry("min_child_weight", minChildWeight),
                Map.entry("subsample", subsample),
                Map.entry("colsample_bytree", columnSample),
                Map.entry("tree_method", "hist"),
                Map.entry("max_bin", 128),
                Map.entry("nthread", 1),
                Map.entry("verbosity", 0));
    }
}
