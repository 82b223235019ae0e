package org.loadcast.serving.ingest.decode;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Weather of one place and time.
 *
 * @param location name of the weather location
 * @param timestamp start of the time that the values describe
 * @param availableAt when a forecast became known; empty for a measurement
 * @param values by variable, such as {@code temperature_c}; finite
 */
public record WeatherSample(
        String location, Instant timestamp, Optional<Instant> availableAt, Map<String, Double> values) {

    public WeatherSample {
        values = Map.copyOf(new LinkedHashMap<>(values));
    }
}
