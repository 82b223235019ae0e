package org.loadcast.features.store;

import java.time.Instant;
import java.util.List;
import org.loadcast.features.series.Interval;
import org.loadcast.features.weather.WeatherRun;
import org.loadcast.features.weather.WeatherTable;

/**
 * Measured weather and weather forecasts by issue; variables come back sorted by name. Thread-safe.
 *
 * <p>Times are kept to the whole second; the instant at which a run became available is rounded up. Every method throws
 * {@link StoreException} when the store cannot be reached or read.
 */
public interface WeatherStore {

    /** Stores measured weather, value by value over what is there; durable when this returns. */
    void writeObserved(WeatherTable table);

    /** Stores one forecast run; durable when this returns. A run of the same location and instant is replaced. */
    void writeForecast(WeatherRun run);

    /** Measured weather of {@code location} with a timestamp in {@code interval}; an empty table when there is none. */
    WeatherTable observed(String location, Interval interval);

    /**
     * The runs of {@code location} with values in {@code targets} that were available at {@code availableBy}, by issue; each
     * with at least its values in {@code targets}.
     */
    List<WeatherRun> forecasts(String location, Interval targets, Instant availableBy);

    /** Every location with weather, measured or forecast, in order. */
    List<String> locations();
}
