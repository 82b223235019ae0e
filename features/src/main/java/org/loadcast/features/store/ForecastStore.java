package org.loadcast.features.store;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.loadcast.features.forecast.Forecast;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.series.Interval;

/**
 * Forecasts by issue: the latest for those who act, all of them for those who measure accuracy. Thread-safe. Every method
 * throws {@link StoreException} when the store cannot be reached or read.
 */
public interface ForecastStore {

    /** Stores forecasts; durable when this returns. The same meter, horizon and cutoff again is replaced. */
    void write(Collection<Forecast> forecasts);

    /** The forecast of the latest cutoff; empty when none was stored. */
    Optional<Forecast> latest(MeterId meter, String horizon);

    /** All stored forecasts whose cutoff lies in {@code cutoffs}, by cutoff. */
    List<Forecast> issued(MeterId meter, String horizon, Interval cutoffs);
}
