package org.loadcast.training.forecaster.weka;

import java.util.Map;
import org.loadcast.training.forecaster.ForecasterContract;

class WekaM5pTest extends ForecasterContract {

    WekaM5pTest() {
        super("weka-m5p", Map.of());
    }
}
