package org.loadcast.features.simulation;

/** A place where people live, as its appliances see it. */
record Home(World world, Occupancy people) {

    SimulatedWeather weather() {
        return world.weather();
    }
}
