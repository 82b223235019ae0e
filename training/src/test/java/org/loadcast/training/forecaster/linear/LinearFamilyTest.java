package org.loadcast.training.forecaster.linear;

import java.util.Map;
import org.loadcast.training.forecaster.ForecasterContract;

class LinearFamilyTest extends ForecasterContract {

    LinearFamilyTest() {
        super("linear", Map.of("pooled", "true"));
    }
}
