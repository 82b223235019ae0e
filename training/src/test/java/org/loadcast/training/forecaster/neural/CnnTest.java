package org.loadcast.training.forecaster.neural;

import java.util.Map;
import org.loadcast.training.forecaster.ForecasterContract;

class CnnTest extends ForecasterContract {

    CnnTest() {
        super("cnn", Map.of("hidden", "32", "filters", "8", "past_days", "1", "batch", "16", "learning_rate", "0.02"));
    }

    /** It convolves over the targets. */
    @Override
    protected double sayOfNeighbours() {
        return 0.05;
    }
}
