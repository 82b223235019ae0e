package org.loadcast.features.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.loadcast.features.meter.GeoPoint;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.series.Interval;
import org.loadcast.features.series.LoadSeries;
import org.loadcast.features.series.TimeGrid;

/** Simulates the buildings of a plan, each on its own seed, in parallel. */
public final class DistrictSimulator {

    private static final Duration WEATHER_BEFORE = Duration.ofDays(2);
    private static final Duration WEATHER_AFTER = Duration.ofDays(4);
    private static final int SHOPS_OF_A_FEEDER = 3;
    private static final double DEGREES_OF_A_STREET = 0.006;

    private final DistrictPlan plan;
    private final Seed seed;
    private final World world;

    public DistrictSimulator(DistrictPlan plan) {
        this.plan = plan;
        this.seed = new Seed(plan.seed());
        Interval weatherSpan = new Interval(
                plan.span().from().minus(WEATHER_BEFORE), plan.span().to().plus(WEATHER_AFTER));
        SimulatedWeather weather = new WeatherSimulator(plan.climate(), plan.seed()).simulate(weatherSpan);
        this.world = new World(weather, plan.holidays(), TimeGrid.covering(plan.span(), plan.step()));
    }

    /** All meters of the plan, the buildings in order and the feeder last; same plan, same bytes. */
    public SimulatedDistrict simulate(SimulationProgress progress) {
        int of = plan.buildings().size() + plan.neighbours();
        AtomicInteger done = new AtomicInteger();
        List<List<SimulatedMeter>> buildings = IntStream.range(
                        0, plan.buildings().size())
                .parallel()
                .mapToObj(i -> {
                    List<SimulatedMeter> meters = building(i);
                    progress.buildingDone(done.incrementAndGet(), of);
                    return meters;
                })
                .toList();
        List<LoadSeries> neighbours = IntStream.range(0, plan.neighbours())
                .parallel()
                .mapToObj(i -> {
                    LoadSeries load = neighbour(i);
                    progress.buildingDone(done.incrementAndGet(), of);
                    return load;
                })
                .toList();
        List<SimulatedMeter> meters = new ArrayList<>();
        buildings.forEach(meters::addAll);
        if (plan.feeder()) {
            meters.add(feeder(buildings, neighbours));
        }
        return new SimulatedDistrict(meters, world.weather());
    }

    private LoadSeries neighbour(int index) {
        Seed own = seed.child("neighbour " + index);
        Random random = own.random();
        return Household.random(routine(random), random).simulate(world, own.child("life"));
    }

    private static Routine routine(Random random) {
        double wake = 6.9 + 0.5 * random.nextGaussian();
        double back = 17.6 + random.nextGaussian();
        return random.nextDouble() < 0.3
                ? new Routine.AtHome()
                : new Routine.DayWorker(wake, wake + 1, back, 0.25 * random.nextDouble());
    }

    private List<SimulatedMeter> building(int index) {
        BuildingKind kind = plan.buildings().get(index);
        long number =
                plan.buildings().stream().limit(index + 1L).filter(kind::equals).count();
        String name = kind.label() + String.format(Locale.ROOT, "-%02d", number);
        Seed own = seed.child(name);
        Random random = own.random();
        Seed life = own.child("life");
        return switch (kind) {
            case HOME -> List.of(meter(name, "household", Household.random(routine(random), random), life));
            case SHIFT_WORKER_HOME ->
                List.of(meter(name, "household", Household.random(new Routine.ShiftWorker(), random), life));
            case PV_HOME -> pvHome(name, random, life, Optional.empty());
            case BATTERY_HOME -> pvHome(name, random, life, Optional.of(new Battery(8, 3)));
            case DAY_WORKER -> metered(name, "household", Household.random(routineOfDayWorker(random), random), life);
            case SMALL_OFFICE -> metered(name, "office", Household.office(random), life);
            case SHIFT_WORKER -> metered(name, "household", Household.random(new Routine.ShiftWorker(), random), life);
            case OFFICE ->
                List.of(meter(
                        name,
                        "office",
                        new Office(14 + 14 * random.nextDouble(), 4 + 2 * random.nextDouble(), 0.9),
                        life));
            case SHOP ->
                List.of(meter(name, "shop", new Shop(5 + 3 * random.nextDouble(), 2 + 2 * random.nextDouble()), life));
        };
    }

    private static Routine routineOfDayWorker(Random random) {
        return new Routine.DayWorker(6.9 + 0.3 * random.nextGaussian(), 8, 17.6 + 0.5 * random.nextGaussian(), 0.1);
    }

    /** The whole comes last, as the meter that the feeder sees. */
    private List<SimulatedMeter> metered(String name, String category, Household household, Seed life) {
        Household.Metered loads = household.simulateMetered(world, life);
        return List.of(
                new SimulatedMeter(
                        describe(name + "-air-conditioning", "appliance", life, Optional.of(name)),
                        loads.airConditioning()),
                new SimulatedMeter(
                        describe(name + "-water-heater", "appliance", life, Optional.of(name)), loads.waterHeater()),
                new SimulatedMeter(describe(name, category, life, Optional.of(name)), loads.whole()));
    }

    private List<SimulatedMeter> pvHome(String name, Random random, Seed life, Optional<Battery> battery) {
        SimulatedMeter load = new SimulatedMeter(
                describe(name, "household", life, Optional.of(name)),
                Household.random(routine(random), random).simulate(world, life));
        PvPlant plant = new PvPlant(
                3 + 3 * random.nextDouble(), 18 + 20 * random.nextDouble(), -60 + 120 * random.nextDouble());
        Seed roof = life.child("pv");
        SimulatedMeter pv =
                new SimulatedMeter(describe(name + "-pv", "pv", roof, Optional.of(name)), plant.simulate(world, roof));
        PowerTrace net = new PowerTrace(world.grid());
        net.add(load.load());
        net.add(pv.load());
        List<SimulatedMeter> meters = new ArrayList<>(List.of(load, pv));
        battery.ifPresent(store -> {
            LoadSeries charge = store.simulate(load.load(), pv.load());
            net.add(charge);
            meters.add(new SimulatedMeter(describe(name + "-battery", "battery", life, Optional.of(name)), charge));
        });
        meters.add(new SimulatedMeter(describe(name + "-net", "net", life, Optional.of(name)), net.toSeries()));
        return List.copyOf(meters);
    }

    private SimulatedMeter meter(String name, String category, LoadModel model, Seed life) {
        return new SimulatedMeter(describe(name, category, life, Optional.empty()), model.simulate(world, life));
    }

    /** @param site the home that the meter shares with others */
    private Meter describe(String name, String category, Seed life, Optional<String> site) {
        Map<String, String> attributes = new TreeMap<>();
        if (plan.feeder()) {
            attributes.put("feeder", "feeder");
        }
        site.ifPresent(home -> attributes.put("site", home));
        Random random = life.child("place").random();
        GeoPoint centre = plan.climate().place();
        GeoPoint place = new GeoPoint(
                WeatherSimulator.round(centre.latitude() + DEGREES_OF_A_STREET * random.nextGaussian(), 100_000),
                WeatherSimulator.round(centre.longitude() + DEGREES_OF_A_STREET * random.nextGaussian(), 100_000));
        return Meter.builder(MeterId.of(name))
                .zone(plan.climate().zone())
                .country(plan.climate().country())
                .category(category)
                .location(place)
                .weatherLocations(List.of(plan.climate().location()))
                .groups(List.of("district"))
                .attributes(attributes)
                .build();
    }

    /**
     * The feeder: what its buildings draw (homes with panels net), shops and street lamps without
     * a meter, and its own losses: 0.6 kW for the
     * transformer's core, and copper by the square of the load, 2 % at 100 kW.
     */
    private SimulatedMeter feeder(List<List<SimulatedMeter>> buildings, List<LoadSeries> neighbours) {
        PowerTrace trace = new PowerTrace(world.grid());
        buildings.forEach(meters -> trace.add(meters.get(meters.size() - 1).load()));
        neighbours.forEach(trace::add);
        IntStream.range(0, SHOPS_OF_A_FEEDER)
                .forEach(i -> trace.add(new Shop(6, 3 + i).simulate(world, seed.child("shop " + i))));
        trace.add(new StreetLights(4).simulate(world, seed));
        for (int i = 0; i < world.grid().length(); i++) {
            double load = trace.kilowatts(i);
            long from = world.grid().startOf(i).getEpochSecond();
            trace.add(from, from + world.grid().step().toSeconds(), 0.6 + 0.0002 * load * load);
        }
        return new SimulatedMeter(
                describe("feeder", "feeder", seed.child("feeder"), Optional.empty()), trace.toSeries());
    }
}
