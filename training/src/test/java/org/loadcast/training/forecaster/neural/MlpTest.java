package org.loadcast.training.forecaster.neural;

import java.util.Map;
import org.loadcast.training.forecaster.ForecasterContract;

class MlpTest extends ForecasterContract {

    MlpTest() {
        super("mlp", Map.of("hidden", "32-16", "batch", "64", "learning_rate", "0.01", "members", "1"));
    }
}
