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
    private static final Duration WARM_UP_NEAR = Duration.ofDays(7);
    private static final int MOST = 20_000;
    private static final Duration DAY = Duration.ofDays(1);

    /** More cutoffs of a day than these are taken in turn. */
    private static final int MOST_AHEAD = 1_500;

    /** Steps that are shorter differ too little to be learned one by one. */
    private static final Duration LEAST_NEAR = Duration.ofMinutes(5);

    private CutoffSchedule() {}

    /**
     * The distance of cutoffs that leaves out no time of day at which forecasts are {@code asked}, and is not so short that a long history
     * has more of them than a training can use.
     *
     * @param history length of the history
     */
    static Duration rhythm(LeadWindow window, List<Instant> asked, Duration history) {
        if (window.isNear()) {
            long step = window.step().toSeconds();
            return window.step().multipliedBy((LEAST_NEAR.toSeconds() + step - 1) / step);
        }
        long every = DAY.toSeconds();
        for (int i = 1; i < asked.size(); i++) {
            every = gcd(every, asked.get(i).getEpochSecond() - asked.get(i - 1).getEpochSecond());
        }
        long perDay = DAY.toSeconds() / every;
        long stride = perDay == 1 ? 1 : 1 + history.toSeconds() / (every * MOST_AHEAD);
        while (gcd(stride, perDay) > 1) {
            stride++;
        }
        return Duration.ofSeconds(every * stride);
    }

    private static long gcd(long a, long b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    /**
     * Cutoffs before {@code until} in the rhythm of {@code reference}.
     *
     * @param reference a cutoff of the rhythm
     * @param grid of the history; the first weeks are left out, because their lags lie before it
     * @param every distance of two cutoffs
     */
    public static List<Instant> before(
            Instant until, Instant reference, TimeGrid grid, LeadWindow window, Duration every) {
        Instant from = grid.start().plus(window.isNear() ? WARM_UP_NEAR : WARM_UP);
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
