package org.loadcast.training.forecaster.boosting;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.loadcast.training.forecaster.FittedForecaster;
import org.loadcast.training.forecaster.Forecaster;
import org.loadcast.training.forecaster.ForecasterFamily;

/**
 * The family {@code boosting}.
 *
 * <p>Parameters: {@code form} (direct, recursive, auto), {@code booster} (tree, linear), {@code quantiles} (true: a booster of
 * pinball loss for every quantile), {@code robust}, {@code base}, {@code per_level}, {@code columns}, {@code half_life_days} (weight
 * of old rows), {@code rounds}, {@code eta}, {@code depth}, {@code min_child_weight}, {@code subsample}, {@code column_sample},
 * {@code most_rows}.
 */
public final class BoostingFamily implements ForecasterFamily {

    @Override
    public String name() {
        return "boosting";
    }

    @Override
    public Forecaster forecaster(Map<String, String> parameters) {
        BoostingParameters read = BoostingParameters.of(parameters);
        return switch (read.form()) {
            case DIRECT -> new BoostingForecaster(read);
            case RECURSIVE -> new RecursiveForecaster(read);
            case AUTO -> new BetterForm(new BoostingForecaster(read), new RecursiveForecaster(read));
        };
    }

    @Override
    public FittedForecaster load(Path directory) throws IOException {
        return FittedRecursive.isIn(directory) ? FittedRecursive.load(directory) : FittedBoosting.load(directory);
    }
}
