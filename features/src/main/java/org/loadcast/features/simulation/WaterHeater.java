package org.loadcast.features.simulation;

import java.time.Instant;
import java.util.Random;

/**
 * A tank of hot water: showers and washing-up take heat out, the tank loses some, an element under a thermostat puts it back.
 *
 * <p>Heat of water 1.163 Wh per litre and kelvin. A shower takes about 40 litres at 40 degrees; standing losses of some 1.4
 * kWh a day are those of an 80 to 150 litre tank of energy class C (EU regulation 812/2013).
 *
 * @param kilowatts of the element
 * @param people who take showers
 * @param fromHour local hour from which a timer allows heating
 * @param hours how long it does; 24 for always. A tank that runs cold is heated at any hour
 */
record WaterHeater(double kilowatts, int people, double fromHour, double hours) implements Appliance {

    private static final double KWH_PER_LITRE_KELVIN = 0.001163;
    private static final double LOSS_KWH_PER_MINUTE = 1.4 / 1440;
    private static final double SWITCH_ON_KWH = 0.3;
    private static final double RUNS_COLD_KWH = 4;

    @Override
    public void use(Home home, Seed seed, PowerTrace trace) {
        double[] draws = draws(home, seed, trace);
        double missing = 0.2;
        boolean on = false;
        for (int minute = 0; minute < draws.length; minute++) {
            long at = trace.start() + 60L * minute;
            missing += draws[minute] + LOSS_KWH_PER_MINUTE;
            boolean allowed = inTime(home, at) || missing > RUNS_COLD_KWH;
            on = allowed && (on ? missing > 0 : missing > SWITCH_ON_KWH);
            if (on) {
                trace.add(at, at + 60, kilowatts);
                missing -= kilowatts / 60;
            }
        }
    }

    private boolean inTime(Home home, long at) {
        int offset = home.world()
                .zone()
                .getRules()
                .getOffset(Instant.ofEpochSecond(at))
                .getTotalSeconds();
        double hour = Math.floorMod(at + offset, 86_400L) / 3600.0;
        return (hour - fromHour + 24) % 24 < hours;
    }

    /** Heat taken out in every minute, in kWh. */
    private double[] draws(Home home, Seed seed, PowerTrace trace) {
        double[] draws = new double[Math.toIntExact((trace.end() - trace.start() + 59) / 60)];
        for (long wake : home.people().wakeUps()) {
            Random random = seed.child("showers " + wake).random();
            for (int person = 0; person < people; person++) {
                long at = wake + 60L * (5 + 12L * person + random.nextInt(10));
                if (random.nextDouble() < 0.85) {
                    draw(draws, trace, at, 40 * (0.8 + 0.4 * random.nextDouble()), home);
                }
            }
        }
        for (Day day : home.world().days()) {
            Random random = seed.child(day.date().toString()).random();
            for (int use = 0; use < 4; use++) {
                long at = day.at(8 + 15 * random.nextDouble());
                double litres = 3 + 7 * random.nextDouble();
                if (home.people().isAwake(at)) {
                    draw(draws, trace, at, litres, home);
                }
            }
        }
        return draws;
    }

    private static void draw(double[] draws, PowerTrace trace, long at, double litres, Home home) {
        long minute = Math.floorDiv(at - trace.start(), 60);
        if (minute >= 0 && minute < draws.length) {
            double coldWaterC = 9 + 0.35 * Math.max(0, home.weather().temperatureC(at));
            draws[(int) minute] += litres * KWH_PER_LITRE_KELVIN * Math.max(15, 40 - coldWaterC);
        }
    }
}
