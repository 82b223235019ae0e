package org.loadcast.features.simulation;

import java.time.DayOfWeek;
import java.util.Random;
import org.loadcast.features.series.LoadSeries;

/**
 * A shop with refrigeration: lamps and cooling from Monday to Saturday, 9:30 to 14 and 17 to 20:30; closed on holidays.
 *
 * @param openKw extra draw while open
 * @param coldKw refrigeration at 15 degrees outside; a percent more for every degree above
 */
record Shop(double openKw, double coldKw) implements LoadModel {

    @Override
    public LoadSeries simulate(World world, Seed seed) {
        PowerTrace trace = new PowerTrace(world.grid());
        Random compressor = seed.random();
        for (long at = trace.start(); at < trace.end(); at += 600) {
            double warm = Math.max(0, world.weather().temperatureC(at) - 15);
            trace.add(at, at + 600, coldKw * (1 + 0.012 * warm) * (1 + 0.08 * compressor.nextGaussian()));
        }
        for (Day day : world.days()) {
            if (day.holiday() || day.date().getDayOfWeek() == DayOfWeek.SUNDAY) {
                continue;
            }
            Random random = seed.child(day.date().toString()).random();
            double jitter = 0.1 * random.nextGaussian();
            open(day.at(9.5 + jitter), day.at(14 + jitter), world, trace);
            open(day.at(17 - jitter), day.at(20.5 + jitter), world, trace);
        }
        return trace.toSeries();
    }

    private void open(long from, long to, World world, PowerTrace trace) {
        for (long at = from; at < to; at += 600) {
            double cooling = 0.04 * Math.max(0, world.weather().temperatureC(at) - 20);
            trace.add(at, Math.min(to, at + 600), openKw * (1 + cooling));
        }
    }
}
