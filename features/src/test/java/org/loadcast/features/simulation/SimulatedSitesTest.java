package org.loadcast.features.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.loadcast.features.calendar.HolidayCalendar;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.Site;
import org.loadcast.features.meter.SiteRole;
import org.loadcast.features.series.Interval;
import org.loadcast.features.series.LoadSeries;
import org.loadcast.features.series.TimeGrid;

class SimulatedSitesTest {

    /** Meters tell whole watts. */
    private static final double WATT = 0.0021;

    private static List<SimulatedMeter> simulate(Duration step, BuildingKind... kinds) {
        Interval days = new Interval(Instant.parse("2023-07-02T22:00:00Z"), Instant.parse("2023-07-05T22:00:00Z"));
        DistrictPlan plan =
                new DistrictPlan(List.of(kinds), 0, false, Climate.zaragoza(), HolidayCalendar.none(), days, step, 3);
        return new DistrictSimulator(plan).simulate(SimulationProgress.SILENT).meters();
    }

    @Test
    void aBatteryTakesSurplusOnlyAndLosesATenthOnTheWay() {
        TimeGrid hours = new TimeGrid(Instant.EPOCH, Duration.ofHours(1), 5);
        LoadSeries home = LoadSeries.ofArray(hours, new double[] {1, 1, 1, 1, 1});
        LoadSeries panels = LoadSeries.ofArray(hours, new double[] {0, -3, -9, 0, 0});

        LoadSeries battery = new Battery(4, 3).simulate(home, panels);

        // 2 kW are stored as 1.9 kWh; the rest of the room, 2.1 kWh, takes 2.211 kW.
        assertThat(battery.toArray()).containsExactly(0, 2, 2.211, -1, -1);
    }

    @Test
    void netIsTheSumOfHomePanelsAndBattery() {
        List<SimulatedMeter> meters = simulate(Duration.ofMinutes(15), BuildingKind.BATTERY_HOME);
        Site site = Site.of(meters.stream().map(SimulatedMeter::meter).toList()).get("battery-home-01");

        for (int i = 0; i < meters.get(0).load().length(); i++) {
            int at = i;
            double sum = meters.subList(0, 3).stream()
                    .mapToDouble(meter -> meter.load().kilowatts(at))
                    .sum();
            assertThat(meters.get(3).load().kilowatts(i)).isCloseTo(sum, within(WATT));
        }
        assertThat(Arrays.stream(SiteRole.values())
                        .limit(4)
                        .map(role -> site.in(role).size()))
                .containsExactly(1, 1, 1, 1);
        double[] battery = meters.get(2).load().toArray();
        assertThat(Arrays.stream(battery).max().orElseThrow()).isPositive();
        assertThat(Arrays.stream(battery).min().orElseThrow()).isNegative();
    }

    @Test
    void bySecondsTheWholeIsNeverLessThanItsAppliances() {
        List<SimulatedMeter> meters = simulate(
                Duration.ofSeconds(1), BuildingKind.DAY_WORKER, BuildingKind.SMALL_OFFICE, BuildingKind.SHIFT_WORKER);

        assertThat(meters)
                .extracting(meter -> meter.meter().id().value())
                .containsExactly(
                        "a-day-worker-01-air-conditioning",
                        "a-day-worker-01-water-heater",
                        "a-day-worker-01",
                        "b-office-01-air-conditioning",
                        "b-office-01-water-heater",
                        "b-office-01",
                        "c-shift-worker-01-air-conditioning",
                        "c-shift-worker-01-water-heater",
                        "c-shift-worker-01");
        for (int building = 0; building < 9; building += 3) {
            double[] air = meters.get(building).load().toArray();
            double[] water = meters.get(building + 1).load().toArray();
            double[] whole = meters.get(building + 2).load().toArray();
            for (int i = 0; i < whole.length; i++) {
                assertThat(whole[i]).isGreaterThan(air[i] + water[i] - WATT);
            }
            assertThat(Arrays.stream(water).max().orElseThrow()).isPositive();
        }
    }

    @Test
    void nobodyWorksInAnOfficeAtNight() {
        Meter office = simulate(Duration.ofMinutes(15), BuildingKind.SMALL_OFFICE)
                .get(2)
                .meter();
        LoadSeries load = simulate(Duration.ofMinutes(15), BuildingKind.SMALL_OFFICE)
                .get(2)
                .load();

        double night = mean(load, office, 0, 5);
        double noon = mean(load, office, 10, 15);

        assertThat(noon).isGreaterThan(2 * night);
    }

    private static double mean(LoadSeries load, Meter meter, int fromHour, int toHour) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < load.length(); i++) {
            int hour = load.grid().startOf(i).atZone(meter.zone()).getHour();
            if (hour >= fromHour && hour < toHour) {
                sum += load.kilowatts(i);
                count++;
            }
        }
        return sum / count;
    }
}
