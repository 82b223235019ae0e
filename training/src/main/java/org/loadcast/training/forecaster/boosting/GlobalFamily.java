package org.loadcast.training.forecaster.boosting;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.loadcast.training.forecaster.FittedForecaster;
import org.loadcast.training.forecaster.Forecaster;
import org.loadcast.training.forecaster.ForecasterFamily;

/**
 * The family {@code boosting-global}: boosted trees over many meters, with a booster for every quantile.
 *
 * <p>Loads go in and out in units of each meter's own level, so that a small meter and a large one are alike. Parameters are those
 * of {@code boosting}, but for its form.
 */
public final class GlobalFamily implements ForecasterFamily {

    /** Name of the family. */
    public static final String NAME = "boosting-global";

    private static final Map<String, String> DEFAULTS = Map.of(
            "per_level", "true",
            "columns", "meter",
            "quantiles", "true",
            "rounds", "200",
            "min_child_weight", "30",
            "most_rows", "60000");

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Forecaster forecaster(Map<String, String> parameters) {
        Map<String, String> all = new TreeMap<>(DEFAULTS);
        all.putAll(parameters);
        return new GlobalForecaster(BoostingParameters.of(all));
    }

    @Override
    public FittedForecaster load(Path directory) throws IOException {
        return FittedBoosting.load(directory);
    }
}
