package org.loadcast.training.forecaster.weka;

import java.util.Map;
import org.loadcast.training.forecaster.Settings;
import weka.classifiers.Classifier;
import weka.classifiers.trees.M5P;

/** The family {@code weka-m5p}: a tree with a linear equation in every leaf (Y. Wang and I. H. Witten, 1997). */
public final class WekaM5pFamily extends WekaFamily {

    /** For {@link java.util.ServiceLoader}. */
    public WekaM5pFamily() {
        super("weka-m5p", Map.of("leaf_rows", "60"));
    }

    @Override
    Classifier classifier(Settings settings) {
        M5P tree = new M5P();
        tree.setMinNumInstances(settings.integer("leaf_rows"));
        return tree;
    }
}
