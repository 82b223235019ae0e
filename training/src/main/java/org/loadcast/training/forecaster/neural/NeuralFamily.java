package org.loadcast.training.forecaster.neural;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.loadcast.training.forecaster.FittedForecaster;
import org.loadcast.training.forecaster.Forecaster;
import org.loadcast.training.forecaster.ForecasterFamily;

/** A family of networks; the families differ in their architecture alone. */
abstract class NeuralFamily implements ForecasterFamily {

    private final Architecture architecture;

    NeuralFamily(Architecture architecture) {
        this.architecture = architecture;
    }

    @Override
    public final String name() {
        return architecture.family();
    }

    @Override
    public final Forecaster forecaster(Map<String, String> parameters) {
        return new NeuralForecaster(architecture, NetworkSettings.of(architecture, parameters));
    }

    @Override
    public final FittedForecaster load(Path directory) throws IOException {
        return FittedNeural.load(architecture, directory);
    }
}
