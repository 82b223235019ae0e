package org.loadcast.features.simulation;

import org.loadcast.features.series.LoadSeries;

/**
 * Lamps under a light sensor: on while the sun is less than a degree above the horizon.
 *
 * @param kilowatts all lamps
 */
record StreetLights(double kilowatts) implements LoadModel {

    private static final double SINE_OF_ONE_DEGREE = 0.0175;

    @Override
    public LoadSeries simulate(World world, Seed seed) {
        PowerTrace trace = new PowerTrace(world.grid());
        for (long at = trace.start(); at < trace.end(); at += 300) {
            if (Sun.at(world.weather().climate().place(), at).sinElevation() < SINE_OF_ONE_DEGREE) {
                trace.add(at, at + 300, kilowatts);
            }
        }
        return trace.toSeries();
    }
}
