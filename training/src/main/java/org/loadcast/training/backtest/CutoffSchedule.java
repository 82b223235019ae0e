package org.loadcast.training.backtest;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.loadcast.features.series.TimeGrid;
import org.loadcast.training.forecaster.LeadWindow;

/** Which past cutoffs a training learns from: those at which a forecast would have been asked. */
public final class CutoffSchedule {

    private static final Duration WARM_UP = Duration.ofDays(14);
    private static final Duration WARM_UP_NEXT_STEP = Duration.ofDays(7);
    private static final int MOST = 20_000;

    private CutoffSchedule() {}

    /**
     * Cutoffs before {@code until} in the rhythm of {@code reference}.
     *
     * @param reference a cutoff of the rhythm
     * @param grid of the history; the first weeks are left out, because their lags lie before it
     * @param every distance of two cutoffs
     */
    public static List<Instant> before(
            Instant until, Instant reference, TimeGrid grid, LeadWindow window, Duration every) {
        Instant from = grid.start().plus(window.isNextStep() ? WARM_UP_NEXT_STEP : WARM_UP);
        long steps = Math.floorDiv(until.getEpochSecond() - reference.getEpochSecond(), every.toSeconds());
        List<Instant> cutoffs = new ArrayList<>();
        for (Instant at = reference.plus(every.multipliedBy(steps));
                at.isAfter(from) && cutoffs.size() < MOST;
                at = at.minus(every)) {
            cutoffs.add(at);
        }
        Collections.reverse(cutoffs);
        return cutoffs;
    }
}
