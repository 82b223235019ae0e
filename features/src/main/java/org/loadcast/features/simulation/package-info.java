/**
 * Meters and weather that never were, for the demo, for tests and for trying an idea without anybody's data.
 *
 * <p>A {@link org.loadcast.features.simulation.WeatherSimulator} makes hourly weather of a
 * {@link org.loadcast.features.simulation.Climate}, and the forecasts that a weather service would have issued of it. Homes
 * are people with a routine and appliances that they switch; air conditioning follows a thermostat and the house's thermal
 * mass, PV the sun. Everything adds blocks of power to a trace of energy, so the same seed gives the same home at any step.
 * A {@link org.loadcast.features.simulation.DistrictSimulator} puts homes, offices, PV and the feeder that carries them
 * together; {@link org.loadcast.features.simulation.FaultInjector} spoils readings and says where.
 *
 * <p>All randomness comes from one seed, split by name: a meter keeps its bytes when another is added. Arithmetic is
 * {@code StrictMath}, so the bytes are those of every machine.
 */
@NullMarked
package org.loadcast.features.simulation;

import org.jspecify.annotations.NullMarked;
