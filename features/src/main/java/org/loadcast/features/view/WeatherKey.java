package org.loadcast.features.view;

import org.loadcast.features.weather.WeatherTable;

/**
 * One weather variable at one location.
 *
 * @param location name of the location
 * @param variable name with unit, such as {@code temperature_c}
 */
public record WeatherKey(String location, String variable) {

    /** Whether this is a price of electricity, which is known from its announcement on, whatever is known of the weather. */
    public boolean isPrice() {
        return WeatherTable.isPrice(variable);
    }
}
