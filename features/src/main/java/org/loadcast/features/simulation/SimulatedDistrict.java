package org.loadcast.features.simulation;

import java.util.List;

/**
 * The outcome of a simulation.
 *
 * @param meters with their load over the plan's span, without missing values
 * @param weather of the span and the three days after it
 */
public record SimulatedDistrict(List<SimulatedMeter> meters, SimulatedWeather weather) {

    public SimulatedDistrict {
        meters = List.copyOf(meters);
    }
}
