package org.loadcast.training.forecaster.neural;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.loadcast.training.forecaster.FittedForecaster;
import org.loadcast.training.forecaster.Forecaster;
import org.loadcast.training.forecaster.ForecasterFamily;

/** A family of networks; the families differ in their architecture, and in whether they are meant for one meter or for many. */
abstract class NeuralFamily implements ForecasterFamily {

    private static final String GLOBAL = "-global";

    /** What suits many meters: their own units, and few but large batches. */
    private static final Map<String, String> GLOBAL_DEFAULTS = Map.of(
            "per_level", "true",
            "columns", "meter",
            "hidden", "128-64",
            "members", "1",
            "epochs", "10",
            "batch", "512",
            "most_rows", "90000");

    /** A sample of a sequence network is a whole day. */
    private static final Map<String, String> GLOBAL_SEQUENCE_DEFAULTS =
            Map.of("per_level", "true", "columns", "meter", "epochs", "6", "batch", "32", "most_rows", "60000");

    private final Architecture architecture;
    private final boolean global;

    /** @param global whether one model is learned from many meters, see {@link org.loadcast.training.forecaster.PooledForecaster} */
    NeuralFamily(Architecture architecture, boolean global) {
        this.architecture = architecture;
        this.global = global;
    }

    @Override
    public final String name() {
        return architecture.family() + (global ? GLOBAL : "");
    }

    @Override
    public final Forecaster forecaster(Map<String, String> parameters) {
        Map<String, String> all = new TreeMap<>();
        if (global) {
            all.putAll(architecture.isSequence() ? GLOBAL_SEQUENCE_DEFAULTS : GLOBAL_DEFAULTS);
        }
        all.putAll(parameters);
        return new NeuralForecaster(architecture, NetworkSettings.of(architecture, all));
    }

    @Override
    public final FittedForecaster load(Path directory) throws IOException {
        return FittedNeural.load(architecture, directory);
    }
}
