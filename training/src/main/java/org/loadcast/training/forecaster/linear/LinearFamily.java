package org.loadcast.training.forecaster.linear;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.loadcast.training.forecaster.FittedForecaster;
import org.loadcast.training.forecaster.Forecaster;
import org.loadcast.training.forecaster.ForecasterFamily;
import org.loadcast.training.forecaster.Settings;
import org.loadcast.training.forecaster.tabular.ColumnChoice;
import org.loadcast.training.forecaster.tabular.TargetForm;

/** The family {@code linear}. */
public final class LinearFamily implements ForecasterFamily {

    private static final Map<String, String> DEFAULTS = Map.of(
            "base", "none",
            "columns", "all",
            "per_level", "false",
            "pooled", "false",
            "absolute", "false",
            "alpha", "10",
            "most_rows", "15000");

    @Override
    public String name() {
        return "linear";
    }

    @Override
    public Forecaster forecaster(Map<String, String> parameters) {
        Settings settings = new Settings(name(), DEFAULTS, parameters);
        return new LinearForecaster(new LinearParameters(
                new TargetForm(settings.choice("base", TargetForm.Base.class), settings.flag("per_level")),
                settings.choice("columns", ColumnChoice.class),
                settings.flag("pooled"),
                settings.flag("absolute"),
                settings.number("alpha"),
                settings.integer("most_rows")));
    }

    @Override
    public FittedForecaster load(Path directory) throws IOException {
        return FittedLinear.load(directory);
    }
}
