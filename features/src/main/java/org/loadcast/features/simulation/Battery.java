package org.loadcast.features.simulation;

import org.loadcast.features.series.LoadSeries;

/**
 * A battery that takes what panels give beyond the home's need, and gives it back when they do not suffice; it never trades with the
 * grid. It loses a twentieth each way.
 *
 * @param kilowattHours that it holds
 * @param kilowatts that its inverter takes and gives at most
 */
record Battery(double kilowattHours, double kilowatts) {

    private static final double EFFICIENCY = 0.95;

    /** Its load beside a home and its panels, charging positive; empty at first. */
    LoadSeries simulate(LoadSeries home, LoadSeries panels) {
        double hours = home.grid().step().toSeconds() / 3600.0;
        double[] power = new double[home.length()];
        double stored = 0;
        for (int i = 0; i < power.length; i++) {
            double surplus = -panels.kilowatts(i) - home.kilowatts(i);
            double room = (kilowattHours - stored) / (EFFICIENCY * hours);
            double rest = stored * EFFICIENCY / hours;
            double wanted = surplus > 0
                    ? Math.min(surplus, Math.min(kilowatts, room))
                    : -Math.min(-surplus, Math.min(kilowatts, rest));
            power[i] = WeatherSimulator.round(wanted, 1000);
            stored += hours * (power[i] > 0 ? EFFICIENCY * power[i] : power[i] / EFFICIENCY);
            stored = Math.max(0, Math.min(kilowattHours, stored));
        }
        return LoadSeries.ofArray(home.grid(), power);
    }
}
