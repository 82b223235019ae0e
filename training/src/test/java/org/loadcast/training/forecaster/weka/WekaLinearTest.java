package org.loadcast.training.forecaster.weka;

import java.util.Map;
import org.loadcast.training.forecaster.ForecasterContract;

class WekaLinearTest extends ForecasterContract {

    WekaLinearTest() {
        super("weka-linear", Map.of());
    }
}
