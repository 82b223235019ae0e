package org.loadcast.features.simulation;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.loadcast.features.calendar.HolidayCalendar;
import org.loadcast.features.series.Interval;

/**
 * What to simulate.
 *
 * @param buildings those that have meters, in order
 * @param neighbours homes without a meter of their own; the feeder carries them
 * @param feeder whether the feeder of all is metered
 * @param climate that drives it
 * @param holidays that people keep
 * @param span of the history
 * @param step spacing of the readings, one second to one hour
 * @param seed of all randomness
 */
public record DistrictPlan(
        List<BuildingKind> buildings,
        int neighbours,
        boolean feeder,
        Climate climate,
        HolidayCalendar holidays,
        Interval span,
        Duration step,
        long seed) {

    private static final List<BuildingKind> STREET = List.of(
            BuildingKind.HOME,
            BuildingKind.HOME,
            BuildingKind.PV_HOME,
            BuildingKind.SHIFT_WORKER_HOME,
            BuildingKind.OFFICE,
            BuildingKind.HOME,
            BuildingKind.PV_HOME,
            BuildingKind.HOME,
            BuildingKind.SHOP,
            BuildingKind.HOME);
    private static final List<BuildingKind> HOMES =
            List.of(BuildingKind.HOME, BuildingKind.HOME, BuildingKind.SHIFT_WORKER_HOME, BuildingKind.PV_HOME);
    private static final List<BuildingKind> METERED =
            List.of(BuildingKind.DAY_WORKER, BuildingKind.SMALL_OFFICE, BuildingKind.SHIFT_WORKER);
    private static final int HOMES_OF_A_FEEDER = 120;

    public DistrictPlan {
        buildings = List.copyOf(buildings);
        if (buildings.isEmpty()) {
            throw new IllegalArgumentException("A simulation needs at least one building.");
        }
        if (step.compareTo(Duration.ofSeconds(1)) < 0 || step.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("Step " + step + " is not between one second and one hour.");
        }
        if (Duration.ofHours(1).toMillis() % step.toMillis() != 0) {
            throw new IllegalArgumentException("Step " + step + " does not divide the hour. Use for example PT15M.");
        }
        if (span.duration().compareTo(Duration.ofDays(1)) < 0) {
            throw new IllegalArgumentException("A simulation of " + span.duration() + " is shorter than a day.");
        }
    }

    /** A street of {@code buildings} homes, offices and shops with the feeder of 120 homes that they hang on. */
    public static DistrictPlan district(
            int buildings, Climate climate, HolidayCalendar holidays, Interval span, Duration step, long seed) {
        int neighbours = Math.max(0, HOMES_OF_A_FEEDER - buildings);
        return new DistrictPlan(pick(STREET, buildings), neighbours, true, climate, holidays, span, step, seed);
    }

    /** Only homes, {@code count} of them. */
    public static DistrictPlan households(
            int count, Climate climate, HolidayCalendar holidays, Interval span, Duration step, long seed) {
        return new DistrictPlan(pick(HOMES, count), 0, false, climate, holidays, span, step, seed);
    }

    /** Day workers, offices and shift workers in turn, each with a meter for air conditioning, water heater and the whole. */
    public static DistrictPlan appliances(
            int count, Climate climate, HolidayCalendar holidays, Interval span, Duration step, long seed) {
        return new DistrictPlan(pick(METERED, count), 0, false, climate, holidays, span, step, seed);
    }

    /** The same plan with a battery in every home that has panels. */
    public DistrictPlan withBatteries() {
        List<BuildingKind> charged = buildings.stream()
                .map(kind -> kind == BuildingKind.PV_HOME ? BuildingKind.BATTERY_HOME : kind)
                .toList();
        return new DistrictPlan(charged, neighbours, feeder, climate, holidays, span, step, seed);
    }

    private static List<BuildingKind> pick(List<BuildingKind> pattern, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> pattern.get(i % pattern.size()))
                .toList();
    }
}
