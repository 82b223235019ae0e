package org.loadcast.features.simulation;

import org.loadcast.features.series.LoadSeries;

/** Something with a meter of its own. */
sealed interface LoadModel permits Household, Office, Shop, StreetLights, PvPlant {

    /** Its load on the world's grid, without missing values; a pure function of world and seed. */
    LoadSeries simulate(World world, Seed seed);
}
