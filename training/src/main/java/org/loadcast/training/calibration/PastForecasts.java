package org.loadcast.training.calibration;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;

/** Past forecasts by cutoff. Thread-safe. */
public final class PastForecasts {

    private final ConcurrentSkipListMap<Long, PastForecast> byCutoff = new ConcurrentSkipListMap<>();

    public PastForecasts(Collection<PastForecast> forecasts) {
        forecasts.forEach(this::add);
    }

    /** Remembers {@code forecast}, in place of one with the same cutoff. */
    public void add(PastForecast forecast) {
        byCutoff.put(forecast.cutoffSecond(), forecast);
    }

    /** All of them by cutoff. */
    public List<PastForecast> all() {
        return List.copyOf(byCutoff.values());
    }

    /** The newest cutoff, or {@code otherwise} when nothing is remembered. */
    public long newest(long otherwise) {
        Long last = byCutoff.isEmpty() ? null : byCutoff.lastKey();
        return last == null ? otherwise : last;
    }

    /** Those with a cutoff in {@code [from, to)}, by cutoff. */
    public List<PastForecast> between(long fromSecond, long toSecond) {
        return List.copyOf(byCutoff.subMap(fromSecond, toSecond).values());
    }

    /** Forgets everything with a cutoff before {@code second}. */
    public void forgetBefore(long second) {
        byCutoff.headMap(second).clear();
    }
}
