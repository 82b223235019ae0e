/**
 * Weather from Open-Meteo, for the places that the meters name.
 *
 * <p>{@link org.loadcast.serving.weather.WeatherUpdates} knows which places there are and which are due, asks
 * {@link org.loadcast.serving.weather.OpenMeteo} for them and stores what comes: past hours as measured, coming ones as a
 * forecast run with the instant at which it became known. What is stored is the cache: a place whose newest run is younger than
 * the interval is not asked for. Nothing is requested from outside unless the configuration or a command says so.
 */
@NullMarked
package org.loadcast.serving.weather;

import org.jspecify.annotations.NullMarked;
