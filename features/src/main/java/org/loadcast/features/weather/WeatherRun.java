package org.loadcast.features.weather;

import java.time.Instant;

/**
 * One run of a weather forecast.
 *
 * @param availableAt when the run became known; {@link Instant#MIN} for a forecast known at every cutoff
 * @param table the forecast values by target time
 */
public record WeatherRun(Instant availableAt, WeatherTable table) {

    /** Whether it tells of weather, and not of prices alone. */
    public boolean hasWeather() {
        return table.variables().stream().anyMatch(variable -> !WeatherTable.isPrice(variable));
    }
}
