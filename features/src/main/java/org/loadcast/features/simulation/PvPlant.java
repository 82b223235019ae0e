package org.loadcast.features.simulation;

import org.loadcast.features.meter.GeoPoint;
import org.loadcast.features.series.LoadSeries;

/**
 * Panels on a roof; generation, hence never positive.
 *
 * <p>Global irradiance is split into beam and diffuse by Erbs, Klein and Duffie (1982), the sky is isotropic, ground
 * reflects a fifth; cells lose 0.4 % per degree above 25 and are 30 degrees above the air at 1000 W/m2; the inverter turns
 * 96 % of what is left and clips at its rating. Passing clouds flicker within the hour, most in a broken sky.
 *
 * @param kilowattsPeak of the panels
 * @param tiltDegrees from the horizontal
 * @param azimuthDegrees from south, west positive
 */
record PvPlant(double kilowattsPeak, double tiltDegrees, double azimuthDegrees) implements LoadModel {

    private static final int SLOT_SECONDS = 300;
    private static final double SOLAR_CONSTANT_WM2 = 1361;
    private static final double INVERTER_SHARE = 0.9;
    private static final double SYSTEM_EFFICIENCY = 0.96 * 0.95;

    @Override
    public LoadSeries simulate(World world, Seed seed) {
        PowerTrace trace = new PowerTrace(world.grid());
        int slots = Math.toIntExact((trace.end() - trace.start()) / SLOT_SECONDS + 1);
        double[] clouds = OrnsteinUhlenbeck.path(seed.random(), slots, 2);
        GeoPoint place = world.weather().climate().place();
        for (int slot = 0; slot < slots; slot++) {
            long at = trace.start() + (long) slot * SLOT_SECONDS;
            Sun sun = Sun.at(place, at + SLOT_SECONDS / 2);
            if (sun.sinElevation() > 0.01) {
                trace.add(at, at + SLOT_SECONDS, -generation(sun, world.weather(), at, clouds[slot]));
            }
        }
        return trace.toSeries();
    }

    private double generation(Sun sun, SimulatedWeather weather, long at, double flicker) {
        double share = weather.cloudShare(at);
        double broken = 4 * share * (1 - share);
        double seen = SimulatedWeather.cloudTransmission(share) * (1 + 0.25 * broken * flicker);
        double global = sun.clearSkyWm2() * Math.max(0.05, Math.min(1.1, seen));
        double plane = planeWm2(sun, global);
        double cellC = weather.temperatureC(at) + 0.03 * plane;
        double direct = kilowattsPeak * plane / 1000 * (1 - 0.004 * (cellC - 25)) * SYSTEM_EFFICIENCY;
        return Math.max(0, Math.min(INVERTER_SHARE * kilowattsPeak, direct));
    }

    private double planeWm2(Sun sun, double global) {
        double sine = sun.sinElevation();
        double diffuse = global * diffuseShare(global / (SOLAR_CONSTANT_WM2 * sine));
        double tilt = StrictMath.toRadians(tiltDegrees);
        double beam = (global - diffuse)
                * Math.max(0, sun.cosIncidence(tilt, StrictMath.toRadians(azimuthDegrees)))
                / Math.max(0.05, sine);
        double cosTilt = StrictMath.cos(tilt);
        return beam + diffuse * (1 + cosTilt) / 2 + 0.2 * global * (1 - cosTilt) / 2;
    }

    /** The diffuse share of global irradiance by clearness (Erbs, Klein and Duffie 1982). */
    private static double diffuseShare(double clearness) {
        double k = clearness;
        if (k <= 0.22) {
            return 1 - 0.09 * k;
        }
        return k > 0.8 ? 0.165 : 0.9511 - 0.1604 * k + 4.388 * k * k - 16.638 * k * k * k + 12.336 * k * k * k * k;
    }
}
