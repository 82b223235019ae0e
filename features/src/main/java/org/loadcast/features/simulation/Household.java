package org.loadcast.features.simulation;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.loadcast.features.series.LoadSeries;

/**
 * People with a routine, and what they plug in. They travel: some weekends, a week or two in summer.
 *
 * @param routine how days go
 * @param appliances all that draws power
 */
record Household(Routine routine, List<Appliance> appliances) implements LoadModel {

    private static final double WEEKEND_AWAY = 0.06;

    /** A home as there are many: every size and habit drawn from a plausible range. */
    static Household random(Routine routine, Random random) {
        List<Appliance> appliances = new ArrayList<>();
        appliances.add(new Appliance.Standby(0.14 + 0.18 * random.nextDouble()));
        appliances.add(new Appliance.Fridge(0.09 + 0.05 * random.nextDouble()));
        appliances.add(new Appliance.Lighting(0.2 + 0.2 * random.nextDouble()));
        appliances.add(new Appliance.Screens(0.14 + 0.16 * random.nextDouble()));
        appliances.add(new Appliance.Kitchen(13.7 + 0.4 * random.nextGaussian(), 20.6 + 0.6 * random.nextGaussian()));
        appliances.add(new Appliance.Laundry(2 + 3 * random.nextDouble(), random.nextDouble() < 0.3));
        boolean nightRate = random.nextDouble() < 0.55;
        appliances.add(new WaterHeater(
                1.0 + 0.6 * random.nextDouble(),
                1 + random.nextInt(3),
                nightRate ? 5 * random.nextDouble() : 0,
                nightRate ? 6 : 24));
        appliances.add(new AirConditioner(
                1.1 + 1.1 * random.nextDouble(),
                0.14 + 0.1 * random.nextDouble(),
                4 + 3 * random.nextDouble(),
                1.2 + 1.3 * random.nextDouble(),
                23.8 + 1.2 * random.nextDouble(),
                random.nextDouble() < 0.4));
        return new Household(routine, List.copyOf(appliances));
    }

    /** A few desks with their lamps, a small boiler and a large air conditioner. */
    static Household office(Random random) {
        return new Household(
                new Routine.OfficeHours(),
                List.of(
                        new Appliance.Standby(0.3 + 0.2 * random.nextDouble()),
                        new Appliance.Fridge(0.1),
                        new Appliance.Lighting(0.6 + 0.4 * random.nextDouble()),
                        new Appliance.Screens(0.8 + 0.6 * random.nextDouble()),
                        new WaterHeater(1.5, 1, 0, 24),
                        new AirConditioner(3.5, 0.4, 8, 4, 23.5, true)));
    }

    /**
     * The load of air conditioning, of the water heater and of the whole.
     *
     * @param whole with what has no meter of its own
     */
    record Metered(LoadSeries airConditioning, LoadSeries waterHeater, LoadSeries whole) {}

    Metered simulateMetered(World world, Seed seed) {
        PowerTrace air = new PowerTrace(world.grid());
        PowerTrace water = new PowerTrace(world.grid());
        PowerTrace whole = new PowerTrace(world.grid());
        Home home = new Home(world, live(world, seed));
        for (Appliance appliance : appliances) {
            PowerTrace trace =
                    appliance instanceof AirConditioner ? air : appliance instanceof WaterHeater ? water : whole;
            appliance.use(home, seed.child(appliance.getClass().getSimpleName()), trace);
        }
        LoadSeries cooling = air.toSeries();
        LoadSeries heating = water.toSeries();
        whole.add(cooling);
        whole.add(heating);
        return new Metered(cooling, heating, whole.toSeries());
    }

    @Override
    public LoadSeries simulate(World world, Seed seed) {
        PowerTrace trace = new PowerTrace(world.grid());
        Home home = new Home(world, live(world, seed));
        for (Appliance appliance : appliances) {
            appliance.use(home, seed.child(appliance.getClass().getSimpleName()), trace);
        }
        return trace.toSeries();
    }

    private Occupancy live(World world, Seed seed) {
        List<Day> days = world.days();
        Occupancy people =
                Occupancy.from(days.get(0).at(0), days.get(days.size() - 1).at(36));
        for (Day day : days) {
            routine.live(day, seed.child("day " + day.date()).random(), people);
        }
        for (Day day : days) {
            travel(day, seed, people);
        }
        return people;
    }

    private static void travel(Day day, Seed seed, Occupancy people) {
        LocalDate date = day.date();
        Random summer = seed.child("summer " + date.getYear()).random();
        LocalDate leave = LocalDate.of(date.getYear(), 7, 1).plusDays(summer.nextInt(50));
        if (!date.isBefore(leave) && date.isBefore(leave.plusDays(6 + summer.nextInt(10)))) {
            people.away(day.at(8), day.at(32));
        }
        Random weekend = seed.child("weekend " + date).random();
        if (date.getDayOfWeek() == DayOfWeek.SATURDAY && weekend.nextDouble() < WEEKEND_AWAY) {
            people.away(day.at(9), day.at(43));
        }
    }
}
