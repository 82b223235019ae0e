package org.loadcast.serving.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.meter.SiteRole;
import org.loadcast.features.series.TimeGrid;

class SiteTotalsTest {

    private static final Instant START = Instant.parse("2024-06-01T10:00:00Z");
    private static final TimeGrid GRID = new TimeGrid(START, Duration.ofMinutes(15), 3);
    private static final double MISSING = Double.NaN;

    private static MeterId meter(String id) {
        return MeterId.of(id);
    }

    private static Sensor sensor(String id, SiteRole role) {
        return Sensor.of(meter(id), role);
    }

    private static Sensor phase(String id, SiteRole role, String phase) {
        return new Sensor(meter(id), role, Optional.of(phase), false, Optional.empty(), Optional.empty());
    }

    private static Sensor inverted(String id, SiteRole role) {
        return new Sensor(meter(id), role, Optional.empty(), true, Optional.empty(), Optional.empty());
    }

    private static SiteConfig site(Sensor... sensors) {
        return new SiteConfig(
                "home", "", Optional.empty(), "", "", Optional.empty(), List.of(), new TreeSet<>(), List.of(sensors));
    }

    private static double[] kw(double... values) {
        return values;
    }

    @Test
    void consumptionIsNetLessTheGenerationWhichIsNegative() {
        SiteTotals totals = SiteTotals.of(site(sensor("main", SiteRole.NET), sensor("roof", SiteRole.PRODUCTION)));

        double[] consumption = totals.compute(
                SiteRole.CONSUMPTION, Map.of(meter("main"), kw(-2, 0.5, 1), meter("roof"), kw(-3, -0.25, 0)), GRID);

        assertThat(consumption).containsExactly(1, 0.75, 1);
        assertThat(totals.meters())
                .containsEntry(SiteRole.NET, meter("main"))
                .containsEntry(SiteRole.PRODUCTION, meter("roof"))
                .containsEntry(SiteRole.CONSUMPTION, meter("home.consumption"))
                .hasSize(3);
    }

    @Test
    void productionFollowsFromNetAndConsumption() {
        SiteTotals totals = SiteTotals.of(site(sensor("main", SiteRole.NET), sensor("load", SiteRole.CONSUMPTION)));

        assertThat(totals.compute(
                        SiteRole.PRODUCTION, Map.of(meter("main"), kw(-2, 1, 1), meter("load"), kw(1, 1, 3)), GRID))
                .containsExactly(-3, 0, -2);
    }

    @Test
    void aBatteryThatChargesIsPartOfTheNet() {
        SiteTotals totals =
                SiteTotals.of(site(sensor("load", SiteRole.CONSUMPTION), inverted("store", SiteRole.BATTERY)));

        double[] net =
                totals.compute(SiteRole.NET, Map.of(meter("load"), kw(1, 1, 1), meter("store"), kw(-2, 0, 0.5)), GRID);

        assertThat(net).containsExactly(3, 1, 0.5);
        assertThat(totals.meters()).containsEntry(SiteRole.BATTERY, meter("home.battery"));
    }

    @Test
    void withoutPanelsAndBatteriesTheNetIsTheConsumptionAndOneMeterHoldsBoth() {
        SiteTotals plain = SiteTotals.of(site(sensor("load", SiteRole.CONSUMPTION)));
        SiteTotals summed = SiteTotals.of(site(phase("l1", SiteRole.NET, "L1"), phase("l2", SiteRole.NET, "L2")));

        assertThat(plain.meters())
                .containsOnly(entry(SiteRole.CONSUMPTION, meter("load")), entry(SiteRole.NET, meter("load")));
        assertThat(plain.derived()).isEmpty();
        assertThat(summed.meters())
                .containsOnly(entry(SiteRole.CONSUMPTION, meter("home.net")), entry(SiteRole.NET, meter("home.net")));
        assertThat(summed.derived()).containsExactly(meter("home.net"));
    }

    @Test
    void phasesAreSummedAndMissingWhereOneIs() {
        SiteTotals totals = SiteTotals.of(site(
                phase("l1", SiteRole.NET, "L1"), phase("l2", SiteRole.NET, "L2"), phase("l3", SiteRole.NET, "L3")));

        Map<MeterId, double[]> loads =
                Map.of(meter("l1"), kw(1, 1, 1), meter("l2"), kw(2, MISSING, 2), meter("l3"), kw(4, 4, -4));

        assertThat(totals.compute(SiteRole.NET, loads, GRID)).containsExactly(7, MISSING, -1);
        assertThat(totals.compute(SiteRole.CONSUMPTION, loads, GRID)).containsExactly(7, MISSING, -1);
    }

    @Test
    void panelsGiveNothingBeforeTheyCountAndAMeterIsReplacedByTheNextOne() {
        Instant change = START.plusSeconds(900);
        SiteTotals totals = SiteTotals.of(site(
                new Sensor(meter("old"), SiteRole.NET, Optional.empty(), false, Optional.empty(), Optional.of(change)),
                new Sensor(meter("new"), SiteRole.NET, Optional.empty(), false, Optional.of(change), Optional.empty()),
                new Sensor(
                        meter("roof"),
                        SiteRole.PRODUCTION,
                        Optional.empty(),
                        false,
                        Optional.of(change.plusSeconds(900)),
                        Optional.empty())));

        double[] consumption = totals.compute(
                SiteRole.CONSUMPTION,
                Map.of(
                        meter("old"), kw(1, 99, 99),
                        meter("new"), kw(MISSING, 2, 2),
                        meter("roof"), kw(MISSING, MISSING, -1)),
                GRID);

        assertThat(consumption).containsExactly(1, 2, 3);
    }

    @Test
    void appliancesAreNoInputOfTotals() {
        SiteTotals totals = SiteTotals.of(site(sensor("main", SiteRole.NET), sensor("oven", SiteRole.APPLIANCE)));

        assertThat(totals.inputs()).extracting(Sensor::meter).containsExactly(meter("main"));
    }

    @Test
    void whatWouldCountTwiceIsRefused() {
        assertThatThrownBy(() -> site(sensor("main", SiteRole.NET), phase("l1", SiteRole.NET, "L1")))
                .hasMessageContaining("net of all phases and of a single one at the same time (main, l1)");
        assertThatThrownBy(() -> site(sensor("main", SiteRole.NET), sensor("main", SiteRole.CONSUMPTION)))
                .hasMessageContaining("names meter main twice");
    }
}
