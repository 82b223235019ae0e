package org.loadcast.training.forecaster.baseline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.loadcast.features.forecast.Quantiles;
import org.loadcast.training.forecaster.FittedForecaster;
import org.loadcast.training.forecaster.Forecaster;
import org.loadcast.training.forecaster.ForecasterFamily;
import org.loadcast.training.forecaster.Settings;

/** A family whose members are rules. */
abstract class BaselineFamily implements ForecasterFamily {

    private final String name;
    private final Map<String, String> defaults;

    BaselineFamily(String name, Map<String, String> defaults) {
        this.name = name;
        this.defaults = defaults;
    }

    abstract Baseline.Rule rule(Settings settings);

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final Forecaster forecaster(Map<String, String> parameters) {
        Settings settings = new Settings(name, defaults, parameters);
        Baseline.Rule rule = rule(settings);
        return (set, options) -> new Baseline(rule, settings, options.quantiles());
    }

    @Override
    public final FittedForecaster load(Path directory) throws IOException {
        Baseline.Content content = Baseline.read(directory);
        Settings settings = new Settings(name, defaults, content.settings());
        return new Baseline(rule(settings), settings, Quantiles.of(content.quantiles()));
    }
}
