package org.loadcast.features.store;

import java.time.Instant;
import java.util.List;
import org.loadcast.features.series.Interval;
import org.loadcast.features.weather.WeatherRun;
import org.loadcast.features.weather.WeatherTable;

/** Measured weather and weather forecasts by issue. Thread-safe. */
public interface WeatherStore {

    /** Stores measured weather; durable when this returns. */
    void writeObserved(WeatherTable table);

    /** Stores one forecast run; durable when this returns. A run of the same location and instant is replaced. */
    void writeForecast(WeatherRun run);

    /** Measured weather of {@code location} with a timestamp in {@code interval}; an empty table when there is none. */
    WeatherTable observed(String location, Interval interval);

    /** The runs of {@code location} with values in {@code targets} that were available at {@code availableBy}, by issue. */
    List<WeatherRun> forecasts(String location, Interval targets, Instant availableBy);

    /** Every location with weather, measured or forecast, in order. */
    List<String> locations();
}
