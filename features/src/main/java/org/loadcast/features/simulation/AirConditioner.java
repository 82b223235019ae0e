package org.loadcast.features.simulation;

/**
 * A split unit that keeps a house of one thermal mass cool, and warm too where nothing else heats.
 *
 * <p>One resistance and one capacity (the 1R1C model of ISO 13790's simple hourly method): air and sun heat the house, open
 * windows cool it in a mild night, the inverter follows the distance to the set point. People switch cooling on only in a
 * warm spell: when the outdoor mean of the last days is above 18 degrees (the running mean of EN 16798-1).
 *
 * @param kilowatts largest electrical draw
 * @param lossKwPerK heat through walls and air; 0.1 to 0.3 for a home
 * @param massKwhPerK heat that warms the house by a degree; 165 kJ/(m2 K) of floor for a medium house (ISO 13790)
 * @param glazingM2 window area times the share of the sun that comes in
 * @param comfortC set point of cooling when somebody is awake
 * @param heats whether it heats in winter
 */
record AirConditioner(
        double kilowatts, double lossKwPerK, double massKwhPerK, double glazingM2, double comfortC, boolean heats)
        implements Appliance {

    private static final double COOLING_COP = 3.2;
    private static final double HEATING_COP = 3.0;
    private static final double HEATING_SET_POINT_C = 20.5;
    private static final double WARM_SPELL_C = 18;
    private static final double RUNNING_MEAN_MINUTES = 3 * 1440;
    private static final double INNER_GAINS_KW = 0.35;

    @Override
    public void use(Home home, Seed seed, PowerTrace trace) {
        SimulatedWeather weather = home.weather();
        double runningMean = weather.temperatureC(trace.start());
        double inside = Math.max(20, Math.min(comfortC, runningMean));
        double drawn = 0;
        for (long at = trace.start(); at < trace.end(); at += 60) {
            double outside = weather.temperatureC(at);
            runningMean += (outside - runningMean) / RUNNING_MEAN_MINUTES;
            boolean cooling = runningMean > WARM_SPELL_C;
            drawn = cooling ? cool(home, at, inside, drawn) : heats ? warm(home, at, inside, drawn) : 0;
            double gains = INNER_GAINS_KW + glazingM2 * weather.ghiWm2(at) / 1000;
            double openWindow = inside > 23 && outside < inside && drawn == 0 && runningMean > 14 ? 3 : 1;
            double flow = openWindow * lossKwPerK * (outside - inside) + gains;
            flow += cooling ? -COOLING_COP * drawn : HEATING_COP * drawn;
            inside += flow / massKwhPerK / 60;
            inside = Math.max(heats ? 12 : 19.5, inside);
            trace.add(at, at + 60, drawn);
        }
    }

    private double cool(Home home, long at, double inside, double drawn) {
        double setPoint =
                comfortC + (home.people().isAway(at) ? 2.5 : home.people().isAsleep(at) ? 0.7 : 0);
        return inverter(inside - setPoint, drawn);
    }

    private double warm(Home home, long at, double inside, double drawn) {
        double setPoint = HEATING_SET_POINT_C
                - (home.people().isAway(at) ? 1.5 : home.people().isAsleep(at) ? 2 : 0);
        return inverter(setPoint - inside, drawn);
    }

    /** Starts 0.4 degrees off, runs between a fifth and all of its power, stops when the set point is passed by as much. */
    private double inverter(double distance, double drawn) {
        boolean on = drawn > 0 ? distance > -0.4 : distance > 0.4;
        return on ? kilowatts * Math.max(0.2, Math.min(1, 0.35 + 0.45 * distance)) : 0;
    }
}
