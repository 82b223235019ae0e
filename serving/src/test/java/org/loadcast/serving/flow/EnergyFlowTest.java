package org.loadcast.serving.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.loadcast.serving.flow.EnergyFlow.Node.BATTERY;
import static org.loadcast.serving.flow.EnergyFlow.Node.GRID;
import static org.loadcast.serving.flow.EnergyFlow.Node.HOME;
import static org.loadcast.serving.flow.EnergyFlow.Node.PV;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.meter.Site;
import org.loadcast.features.meter.SiteRole;

class EnergyFlowTest {

    private static EnergyFlow hour(double consumption, double production, double battery) {
        return EnergyFlow.of(new double[] {consumption}, new double[] {production}, new double[] {battery}, 1);
    }

    @Test
    void panelsServeTheHomeThenTheBatteryThenTheGrid() {
        EnergyFlow noon = hour(1, -4, 2);

        assertThat(noon.links())
                .containsExactlyInAnyOrder(
                        new EnergyFlow.Link(PV, HOME, 1),
                        new EnergyFlow.Link(PV, BATTERY, 2),
                        new EnergyFlow.Link(PV, GRID, 1));
        assertThat(noon.selfConsumption()).hasValue(0.75);
        assertThat(noon.autarky()).hasValue(1);
    }

    @Test
    void theGridGivesWhatPanelsAndBatteryDoNot() {
        EnergyFlow evening = hour(3, -0.5, -1.5);

        assertThat(evening.energyKwh(GRID, HOME)).isEqualTo(1);
        assertThat(evening.energyKwh(BATTERY, HOME)).isEqualTo(1.5);
        assertThat(evening.autarky().orElseThrow()).isCloseTo(2.0 / 3, within(1e-12));
    }

    @Test
    void aHomeWithoutPanelsHasNoSelfConsumption() {
        assertThat(hour(2, 0, 0).selfConsumption()).isEmpty();
        assertThat(hour(2, 0, 0).autarky()).hasValue(0);
        assertThat(hour(0, 0, 0).autarky()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whatGoesInComesOutAndTheGridSeesTheNetLoad(long seed) {
        Random random = new Random(seed);
        double consumption = 5 * random.nextDouble();
        double production = -6 * random.nextDouble();
        double battery = 4 * random.nextDouble() - 2;

        EnergyFlow flow = hour(consumption, production, battery);

        assertThat(flow.toKwh(HOME)).isCloseTo(consumption, within(1e-12));
        assertThat(flow.fromKwh(PV)).isCloseTo(-production, within(1e-12));
        assertThat(flow.toKwh(BATTERY) - flow.fromKwh(BATTERY)).isCloseTo(battery, within(1e-12));
        assertThat(flow.fromKwh(GRID) - flow.toKwh(GRID)).isCloseTo(consumption + production + battery, within(1e-12));
    }

    private static Meter meter(String id, SiteRole role) {
        return Meter.builder(MeterId.of(id))
                .attributes(Site.attributes("house", role))
                .build();
    }

    private static SiteLoads loads(Map<String, Double> kilowatts, Meter... meters) {
        Site site = new Site("house", List.of(meters));
        return SiteLoads.of(
                site, meter -> new double[] {kilowatts.get(meter.id().value())}, 1);
    }

    @Test
    void consumptionFollowsFromNetAndProduction() {
        SiteLoads loads = loads(
                Map.of("net", -2.0, "pv", -3.0, "battery", 0.25),
                meter("net", SiteRole.NET),
                meter("pv", SiteRole.PRODUCTION),
                meter("battery", SiteRole.BATTERY));

        assertThat(loads.consumptionKw(0)).isEqualTo(0.75);
    }

    @Test
    void productionFollowsFromNetAndConsumption() {
        SiteLoads loads = loads(
                Map.of("net", -2.0, "load", 1.0), meter("net", SiteRole.NET), meter("load", SiteRole.CONSUMPTION));

        assertThat(loads.productionKw(0)).isEqualTo(-3);
    }

    @Test
    void anIntervalThatOneMeterDoesNotKnowIsNotKnown() {
        SiteLoads loads = loads(
                Map.of("net", Double.NaN, "pv", -3.0), meter("net", SiteRole.NET), meter("pv", SiteRole.PRODUCTION));

        assertThat(loads.known()).isEmpty();
    }

    @Test
    void theRoleIsTheNamedOneElseThatOfTheCategory() {
        Meter pv = Meter.builder(MeterId.of("roof"))
                .category("pv")
                .attributes(Map.of("site", "house"))
                .build();
        Site site = Site.of(List.of(pv, meter("load", SiteRole.CONSUMPTION))).get("house");

        assertThat(site.in(SiteRole.PRODUCTION)).containsExactly(pv);
        assertThat(site.in(SiteRole.CONSUMPTION)).hasSize(1);
    }
}
