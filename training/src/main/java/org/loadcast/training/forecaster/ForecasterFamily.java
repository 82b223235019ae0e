package org.loadcast.training.forecaster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** One kind of forecaster, found by {@link java.util.ServiceLoader}. */
public interface ForecasterFamily {

    /** The name in commands, leaderboards and model cards: {@code linear}, {@code boosting}, {@code lstm}, ... */
    String name();

    /**
     * A forecaster of this family.
     *
     * @param parameters overrides of the defaults by name; empty for the defaults
     * @throws IllegalArgumentException for a name or value that the family does not know
     */
    Forecaster forecaster(Map<String, String> parameters);

    /**
     * Reads what {@link FittedForecaster#save} wrote. The caller has verified the files' checksums.
     *
     * @throws IOException when the directory does not hold a model of this family; never an untrained model instead
     */
    FittedForecaster load(Path directory) throws IOException;
}
