/**
 * Weather, measured and forecast.
 *
 * <p>A {@link org.loadcast.features.weather.WeatherTable} holds the values of one location by variable and native time; a
 * {@link org.loadcast.features.weather.WeatherRun} is such a table that was forecast, with the instant at which it became
 * available. Variables are named with their unit ({@code temperature_c}); unknown names are kept as they are.
 */
@NullMarked
package org.loadcast.features.weather;

import org.jspecify.annotations.NullMarked;
