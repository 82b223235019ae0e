package org.loadcast.training.forecaster.weka;

import java.util.Map;
import org.loadcast.training.forecaster.Settings;
import weka.classifiers.Classifier;
import weka.classifiers.functions.LinearRegression;
import weka.core.SelectedTag;

/** The family {@code weka-linear}: ridge regression on all features. */
public final class WekaLinearFamily extends WekaFamily {

    /** For {@link java.util.ServiceLoader}. */
    public WekaLinearFamily() {
        super("weka-linear", Map.of("ridge", "10"));
    }

    @Override
    Classifier classifier(Settings settings) {
        LinearRegression regression = new LinearRegression();
        regression.setRidge(settings.number("ridge"));
        // Selecting attributes solves the system once for each of them; the ridge does the same work at once.
        regression.setAttributeSelectionMethod(
                new SelectedTag(LinearRegression.SELECTION_NONE, LinearRegression.TAGS_SELECTION));
        regression.setEliminateColinearAttributes(false);
        regression.setMinimal(true);
        return regression;
    }
}
