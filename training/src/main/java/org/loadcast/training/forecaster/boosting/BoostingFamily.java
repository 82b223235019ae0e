package org.loadcast.training.forecaster.boosting;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.loadcast.training.forecaster.FittedForecaster;
import org.loadcast.training.forecaster.Forecaster;
import org.loadcast.training.forecaster.ForecasterFamily;
import org.loadcast.training.forecaster.Settings;
import org.loadcast.training.forecaster.tabular.ColumnChoice;
import org.loadcast.training.forecaster.tabular.TargetForm;

/** The family {@code boosting}. */
public final class BoostingFamily implements ForecasterFamily {

    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            Map.entry("base", "none"),
            Map.entry("columns", "all"),
            Map.entry("per_level", "false"),
            Map.entry("robust", "false"),
            Map.entry("rounds", "300"),
            Map.entry("eta", "0.06"),
            Map.entry("depth", "6"),
            Map.entry("min_child_weight", "5"),
            Map.entry("subsample", "0.8"),
            Map.entry("column_sample", "0.3"),
            Map.entry("most_rows", "30000"));

    @Override
    public String name() {
        return "boosting";
    }

    @Override
    public Forecaster forecaster(Map<String, String> parameters) {
        Settings settings = new Settings(name(), DEFAULTS, parameters);
        return new BoostingForecaster(new BoostingParameters(
                new TargetForm(settings.choice("base", TargetForm.Base.class), settings.flag("per_level")),
                settings.choice("columns", ColumnChoice.class),
                settings.flag("robust"),
                settings.integer("rounds"),
                settings.number("eta"),
                settings.integer("depth"),
                settings.number("min_child_weight"),
                settings.number("subsample"),
                settings.number("column_sample"),
                settings.integer("most_rows")));
    }

    @Override
    public FittedForecaster load(Path directory) throws IOException {
        return FittedBoosting.load(directory);
    }
}
