package org.loadcast.training.tune;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How long to search, and where to write down what was found.
 *
 * @param budget wall-clock time for each meter and horizon
 * @param journals directory of the journals
 */
public record TuningPlan(Duration budget, Path journals) {

    public TuningPlan {
        if (budget.isZero() || budget.isNegative()) {
            throw new IllegalArgumentException(
                    "A budget of " + budget + " leaves no time to tune. Use for example PT10M.");
        }
    }
}
