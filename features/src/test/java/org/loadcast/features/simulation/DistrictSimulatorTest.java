package org.loadcast.features.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.loadcast.features.calendar.HolidayCalendar;
import org.loadcast.features.series.Interval;
import org.loadcast.features.series.LoadSeries;
import org.loadcast.features.series.TimeGrid;

class DistrictSimulatorTest {

    private static final Duration QUARTER = Duration.ofMinutes(15);
    private static final Interval JUNE =
            new Interval(Instant.parse("2024-06-01T00:00:00Z"), Instant.parse("2024-07-01T00:00:00Z"));
    private static final HolidayCalendar HOLIDAYS =
            HolidayCalendar.of(Map.of(LocalDate.of(2024, 6, 12), "a Wednesday off"));

    @Test
    void theSamePlanGivesTheSameDistrict() {
        SimulatedDistrict first = simulate(plan(QUARTER, 7, BuildingKind.HOME, BuildingKind.PV_HOME));
        SimulatedDistrict second = simulate(plan(QUARTER, 7, BuildingKind.HOME, BuildingKind.PV_HOME));

        assertThat(second.meters()).isEqualTo(first.meters());
    }

    @Test
    void anotherSeedGivesAnotherDistrict() {
        LoadSeries first =
                simulate(plan(QUARTER, 7, BuildingKind.HOME)).meters().get(0).load();
        LoadSeries second =
                simulate(plan(QUARTER, 8, BuildingKind.HOME)).meters().get(0).load();

        assertThat(second).isNotEqualTo(first);
    }

    @Test
    void aMeterKeepsItsLoadWhenABuildingIsAdded() {
        SimulatedMeter alone =
                simulate(plan(QUARTER, 7, BuildingKind.HOME)).meters().get(0);
        SimulatedMeter together = simulate(plan(QUARTER, 7, BuildingKind.HOME, BuildingKind.HOME))
                .meters()
                .get(0);

        assertThat(together).isEqualTo(alone);
    }

    @Test
    void aLongerHistoryBeginsWithTheSameLoad() {
        // given
        DistrictPlan shorter = plan(QUARTER, 7, BuildingKind.SHIFT_WORKER_HOME);
        Interval longer = new Interval(JUNE.from(), JUNE.to().plus(Duration.ofDays(10)));
        DistrictPlan longerPlan = new DistrictPlan(
                shorter.buildings(), 0, false, shorter.climate(), HOLIDAYS, longer, QUARTER, shorter.seed());

        // when
        LoadSeries first = simulate(shorter).meters().get(0).load();
        LoadSeries second = simulate(longerPlan).meters().get(0).load();

        // then: but for the last hours, into which the shorter one's last day is cut off
        int same = first.length() - 96;
        assertThat(second.slice(0, same)).isEqualTo(first.slice(0, same));
    }

    @Test
    void aHomeUsesTheSameEnergyAtAnyStep() {
        // given
        LoadSeries minutes = simulate(plan(Duration.ofMinutes(1), 7, BuildingKind.HOME))
                .meters()
                .get(0)
                .load();
        LoadSeries quarters =
                simulate(plan(QUARTER, 7, BuildingKind.HOME)).meters().get(0).load();

        // then: every quarter is the mean of its minutes; both are rounded to a watt
        for (int i = 0; i < quarters.length(); i++) {
            int first = 15 * i;
            double mean = IntStream.range(first, first + 15)
                    .mapToDouble(minutes::kilowatts)
                    .average()
                    .orElseThrow();
            assertThat(mean).isCloseTo(quarters.kilowatts(i), within(0.001));
        }
    }

    @Test
    void netLoadIsConsumptionLessGeneration() {
        // when
        List<SimulatedMeter> meters =
                simulate(plan(QUARTER, 7, BuildingKind.PV_HOME)).meters();

        // then
        LoadSeries load = meters.get(0).load();
        LoadSeries pv = meters.get(1).load();
        LoadSeries net = meters.get(2).load();
        assertThat(meters)
                .extracting(m -> m.meter().id().value())
                .containsExactly("pv-home-01", "pv-home-01-pv", "pv-home-01-net");
        for (int i = 0; i < net.length(); i++) {
            assertThat(pv.kilowatts(i)).isLessThanOrEqualTo(0);
            assertThat(load.kilowatts(i)).isPositive();
            assertThat(net.kilowatts(i)).isCloseTo(load.kilowatts(i) + pv.kilowatts(i), within(1e-9));
        }
    }

    @Test
    void panelsRestAtNightAndYieldWhatSpainSees() {
        // when
        LoadSeries pv =
                simulate(plan(QUARTER, 7, BuildingKind.PV_HOME)).meters().get(1).load();

        // then: 23:00 local time is dark; a roof of 3 to 6 kWp gives 3 to 7 kWh a day and kWp in June
        IntStream.range(0, 30)
                .forEach(day -> assertThat(pv.kilowatts(96 * day + 84)).isZero());
        double perDay =
                -IntStream.range(0, pv.length()).mapToDouble(pv::kilowatts).sum() / 4 / 30;
        assertThat(perDay).isBetween(3 * 3.0, 7 * 6.0);
    }

    @Test
    void theOfficeIsClosedOnHolidays() {
        // when
        LoadSeries office =
                simulate(plan(QUARTER, 7, BuildingKind.OFFICE)).meters().get(0).load();

        // then
        int tenLocal = 4 * 8;
        assertThat(at(office, 12, tenLocal)).isLessThan(0.4 * at(office, 13, tenLocal));
        assertThat(at(office, 16, tenLocal)).isLessThan(0.4 * at(office, 13, tenLocal));
    }

    @Test
    void theFeederCarriesItsBuildingsAndItsLosses() {
        // given
        DistrictPlan plan = new DistrictPlan(
                List.of(BuildingKind.HOME, BuildingKind.OFFICE),
                5,
                true,
                Climate.zaragoza(),
                HOLIDAYS,
                JUNE,
                QUARTER,
                7);

        // when
        List<SimulatedMeter> meters = simulate(plan).meters();

        // then
        LoadSeries feeder = meters.get(2).load();
        assertThat(meters.get(2).meter().category()).contains("feeder");
        for (int i = 0; i < feeder.length(); i++) {
            assertThat(feeder.kilowatts(i))
                    .isGreaterThan(meters.get(0).load().kilowatts(i)
                            + meters.get(1).load().kilowatts(i));
        }
    }

    @Test
    void homesAreAsHardToForecastAsRealOnesAndTheFeederMuchEasier() {
        // given
        DistrictPlan plan = DistrictPlan.district(10, Climate.zaragoza(), HOLIDAYS, JUNE, QUARTER, 1);

        // when
        List<SimulatedMeter> meters = simulate(plan).meters();

        // then: real homes have 0.30 to 0.97 of "same time yesterday" at 15 minutes, a Dutch feeder 0.12
        for (SimulatedMeter meter : meters) {
            double wape = dailyNaiveWape(meter.load());
            switch (meter.meter().category().orElseThrow()) {
                case "household" -> assertThat(wape).isBetween(0.30, 0.97);
                case "feeder" -> assertThat(wape).isBetween(0.05, 0.14);
                default -> assertThat(wape).isPositive();
            }
        }
    }

    @Test
    void metersHaveAPlaceACalendarAndAWeather() {
        List<SimulatedMeter> meters =
                simulate(plan(QUARTER, 7, BuildingKind.HOME, BuildingKind.SHOP)).meters();

        assertThat(meters).allSatisfy(m -> {
            assertThat(m.meter().location()).isPresent();
            assertThat(m.meter().country()).contains("ES-AR");
            assertThat(m.meter().weatherLocations()).containsExactly("zaragoza");
            assertThat(m.load().present()).isEqualTo(30 * 96);
        });
    }

    @Test
    void aPlanThatMakesNoSenseIsRefused() {
        assertThatThrownBy(() -> plan(Duration.ofMinutes(7), 1, BuildingKind.HOME))
                .hasMessageContaining("PT7M does not divide the hour");
        assertThatThrownBy(() -> plan(QUARTER, 1)).hasMessageContaining("at least one building");
    }

    private static DistrictPlan plan(Duration step, long seed, BuildingKind... buildings) {
        return new DistrictPlan(List.of(buildings), 0, false, Climate.zaragoza(), HOLIDAYS, JUNE, step, seed);
    }

    private static SimulatedDistrict simulate(DistrictPlan plan) {
        return new DistrictSimulator(plan).simulate(SimulationProgress.SILENT);
    }

    private static double at(LoadSeries load, int dayOfJune, int quarterUtc) {
        TimeGrid grid = load.grid();
        Instant midnight = Instant.parse("2024-06-01T00:00:00Z").plus(Duration.ofDays(dayOfJune - 1L));
        return load.kilowatts(grid.indexOf(midnight) + quarterUtc);
    }

    private static double dailyNaiveWape(LoadSeries load) {
        double error = 0;
        double sum = 0;
        for (int i = 96; i < load.length(); i++) {
            error += Math.abs(load.kilowatts(i) - load.kilowatts(i - 96));
            sum += Math.abs(load.kilowatts(i));
        }
        return error / sum;
    }
}
