package org.loadcast.training.forecaster.neural;

import java.util.Map;
import org.loadcast.training.forecaster.ForecasterContract;

class LstmTest extends ForecasterContract {

    LstmTest() {
        super(
                "lstm",
                Map.of(
                        "hidden",
                        "32",
                        "filters",
                        "8",
                        "past_days",
                        "1",
                        "batch",
                        "16",
                        "learning_rate",
                        "0.02",
                        "validation",
                        "0.12",
                        "epochs",
                        "10"));
    }
}
