package org.loadcast.features.view;

/**
 * One weather variable at one location.
 *
 * @param location name of the location
 * @param variable name with unit, such as {@code temperature_c}
 */
public record WeatherKey(String location, String variable) {}
