package org.loadcast.training.forecaster.neural;

import java.time.Duration;

/** The moment at which a time budget is spent. */
record Deadline(long nanoTime) {

    static Deadline in(Duration budget) {
        return new Deadline(System.nanoTime() + budget.toNanos());
    }

    boolean passed() {
        return System.nanoTime() - nanoTime >= 0;
    }
}
