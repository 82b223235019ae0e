package org.loadcast.training.forecaster.boosting;

import java.util.Map;
import org.loadcast.training.forecaster.ForecasterContract;

class BoostingFamilyTest extends ForecasterContract {

    BoostingFamilyTest() {
        super("boosting", Map.of("rounds", "60"));
    }
}
