package org.loadcast.features.series;

import java.time.Duration;
import java.util.Optional;

/**
 * The load of one meter on a grid.
 *
 * @param means mean power of every interval
 * @param ends how it ended in intervals of the same step, of some or all of them; empty when readings are not finer than the grid
 */
public record MeasuredLoad(LoadSeries means, Optional<IntervalEnds> ends) {

    public MeasuredLoad {
        ends.map(known -> known.third().grid().step())
                .filter(step -> !step.equals(means.grid().step()))
                .ifPresent(step -> {
                    throw new IllegalArgumentException("Ends of intervals of " + step + " do not belong to means over "
                            + means.grid().step() + ".");
                });
    }

    /** {@code measured} on epoch-aligned intervals of {@code step}. */
    public static MeasuredLoad of(LoadSeries measured, Duration step) {
        return new MeasuredLoad(
                Resampler.to(step).apply(measured),
                IntervalEnds.finerStep(step, measured.grid().step())
                        .map(finer -> IntervalEnds.of(Resampler.to(finer).apply(measured), step)));
    }

    /** Means of which nothing more is known. */
    public static MeasuredLoad ofMeans(LoadSeries means) {
        return new MeasuredLoad(means, Optional.empty());
    }
}
