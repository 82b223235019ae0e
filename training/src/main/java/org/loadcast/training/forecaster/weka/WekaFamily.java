package org.loadcast.training.forecaster.weka;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.loadcast.training.forecaster.FittedForecaster;
import org.loadcast.training.forecaster.Forecaster;
import org.loadcast.training.forecaster.ForecasterFamily;
import org.loadcast.training.forecaster.Settings;
import org.loadcast.training.forecaster.tabular.TargetForm;
import weka.classifiers.Classifier;

/** A family whose method is one of Weka's. */
abstract class WekaFamily implements ForecasterFamily {

    private static final Map<String, String> DEFAULTS =
            Map.of("base", "none", "per_level", "false", "most_rows", "12000");

    private final String name;
    private final Map<String, String> own;

    /**
     * A family.
     *
     * @param own its parameters beyond those of all Weka families, with their defaults
     */
    WekaFamily(String name, Map<String, String> own) {
        this.name = name;
        this.own = own;
    }

    /** Weka's method with its parameters. */
    abstract Classifier classifier(Settings settings);

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final Forecaster forecaster(Map<String, String> parameters) {
        Map<String, String> defaults = new TreeMap<>(DEFAULTS);
        defaults.putAll(own);
        Settings settings = new Settings(name, defaults, parameters);
        return new WekaForecaster(
                name,
                classifier(settings),
                new TargetForm(settings.choice("base", TargetForm.Base.class), settings.flag("per_level")),
                settings.integer("most_rows"));
    }

    @Override
    public final FittedForecaster load(Path directory) throws IOException {
        return FittedWeka.load(directory);
    }
}
