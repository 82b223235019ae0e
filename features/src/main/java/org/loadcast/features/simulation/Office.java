package org.loadcast.features.simulation;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.time.ZonedDateTime;
import java.util.Random;
import org.loadcast.features.series.LoadSeries;

/**
 * An office: desks and lamps by working hours, a dip at lunch, cooling and ventilation by weather, servers always; closed on
 * holidays, half empty in August and between the years.
 *
 * @param deskKw draw of all desks and lamps when everybody is in
 * @param baseKw what never goes off
 * @param coolingKwPerK draw of cooling for every degree above the balance point while people are in
 */
record Office(double deskKw, double baseKw, double coolingKwPerK) implements LoadModel {

    private static final double BALANCE_C = 17;
    private static final double HEATING_BALANCE_C = 12;
    private static final int SLOT_SECONDS = 300;

    @Override
    public LoadSeries simulate(World world, Seed seed) {
        PowerTrace trace = new PowerTrace(world.grid());
        int slots = Math.toIntExact((trace.end() - trace.start()) / SLOT_SECONDS + 1);
        double[] flow = OrnsteinUhlenbeck.path(seed.child("flow").random(), slots, 6);
        for (Day day : world.days()) {
            Random random = seed.child(day.date().toString()).random();
            double staff = staff(day) * (1 + 0.06 * random.nextGaussian());
            for (long at = day.at(0); at < day.at(24); at += SLOT_SECONDS) {
                int slot = (int) Math.floorDiv(at - trace.start(), SLOT_SECONDS);
                if (slot >= 0 && slot < slots) {
                    double presence = staff * presence(localHour(at, world));
                    double noise = 1 + 0.04 * flow[slot];
                    double power = baseKw + noise * (deskKw * presence + climateKw(world, at, presence));
                    trace.add(at, at + SLOT_SECONDS, power);
                }
            }
        }
        return trace.toSeries();
    }

    private double climateKw(World world, long at, double presence) {
        double outside = world.weather().temperatureC(at);
        double cooling = coolingKwPerK * Math.max(0, outside - BALANCE_C);
        double heating = 0.5 * coolingKwPerK * Math.max(0, HEATING_BALANCE_C - outside);
        return (cooling + heating) * Math.min(1, 1.3 * presence);
    }

    private static double staff(Day day) {
        LocalDate date = day.date();
        if (!day.workday()) {
            return 0.04;
        }
        boolean betweenYears = date.getMonth() == Month.DECEMBER && date.getDayOfMonth() > 23;
        if (date.getMonth() == Month.AUGUST || betweenYears) {
            return 0.55;
        }
        return switch (date.getDayOfWeek()) {
            case FRIDAY -> 0.82;
            case MONDAY -> 0.95;
            default -> 1;
        };
    }

    private static double localHour(long at, World world) {
        ZonedDateTime local = Instant.ofEpochSecond(at).atZone(world.zone());
        return local.getHour() + local.getMinute() / 60.0;
    }

    /** The share of the day's staff that is in: a rise around 8, a dip at lunch, a slower fall around 18. */
    private static double presence(double hour) {
        double in = logistic((hour - 8.1) / 0.4) * (1 - logistic((hour - 18) / 0.6));
        double lunch = 0.28 * StrictMath.exp(-0.5 * StrictMath.pow((hour - 14.2) / 0.6, 2));
        return in * (1 - lunch);
    }

    private static double logistic(double x) {
        return 1 / (1 + StrictMath.exp(-x));
    }
}
