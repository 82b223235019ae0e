package org.loadcast.serving.app.command;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.loadcast.features.grid.Line;
import org.loadcast.features.grid.Node;
import org.loadcast.features.grid.Topology;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.simulation.SimulatedDistrict;
import org.loadcast.features.simulation.SimulatedMeter;

/**
 * The cables of the simulated street: a transformer, a busbar, and three cabinets, two of which are joined by an open tie. Cables are
 * chosen by the last four weeks, all with air but one, which is as thin as the street could have it: that one is worth a look at P90.
 */
final class DemoGrid {

    private static final Duration WEEKS = Duration.ofDays(28);
    private static final double AIR = 1.4;
    /** What the thin cable carried in all but this share of the quarter-hours. */
    private static final double EXCEEDED = 0.02;

    private static final Set<String> HOMES = Set.of("household", "net");
    private static final Set<String> SHOPS = Set.of("office", "shop");

    private final SimulatedDistrict district;

    DemoGrid(SimulatedDistrict district) {
        this.district = district;
    }

    Topology topology() {
        List<SimulatedMeter> homes = connected(HOMES);
        List<SimulatedMeter> shops = connected(SHOPS);
        List<SimulatedMeter> north = homes.subList(0, (homes.size() + 1) / 2);
        List<SimulatedMeter> south = homes.subList((homes.size() + 1) / 2, homes.size());
        List<SimulatedMeter> all = new ArrayList<>(homes);
        all.addAll(shops);
        return new Topology(
                List.of("substation"),
                List.of(
                        new Node("substation", List.of()),
                        new Node("busbar", List.of()),
                        node("north", north),
                        node("square", shops),
                        node("south", south)),
                List.of(
                        new Line("transformer", "substation", "busbar", carried(all, 0, AIR), false),
                        new Line("cable-north", "busbar", "north", carried(north, 0, AIR), false),
                        new Line("cable-square", "busbar", "square", carried(shops, 0, AIR), false),
                        new Line("cable-south", "busbar", "south", carried(south, EXCEEDED, 1), false),
                        new Line("tie", "north", "south", carried(south, EXCEEDED, 0.7), true)));
    }

    private static Node node(String id, List<SimulatedMeter> meters) {
        return new Node(
                id, meters.stream().map(simulated -> simulated.meter().id()).toList());
    }

    /** The meters that stand for a whole building: of a home with panels its net alone. */
    private List<SimulatedMeter> connected(Set<String> categories) {
        Set<MeterId> nets = Set.copyOf(district.meters().stream()
                .map(simulated -> simulated.meter().id())
                .filter(id -> id.value().endsWith("-net"))
                .toList());
        return district.meters().stream()
                .filter(simulated -> simulated
                        .meter()
                        .category()
                        .filter(categories::contains)
                        .isPresent())
                .filter(simulated ->
                        !nets.contains(MeterId.of(simulated.meter().id().value() + "-net")))
                .toList();
    }

    /** The load in kW that the meters together exceeded in a share of the last weeks, times {@code factor}, in whole kW. */
    private static double carried(List<SimulatedMeter> meters, double share, double factor) {
        double[] sums = new double[0];
        for (SimulatedMeter simulated : meters) {
            double[] load = simulated.load().toArray();
            int last = Math.toIntExact(Math.min(
                    load.length, WEEKS.dividedBy(simulated.load().grid().step())));
            sums = sums.length == 0 ? new double[last] : sums;
            for (int i = 0; i < last; i++) {
                sums[i] += load[load.length - last + i];
            }
        }
        Arrays.sort(sums);
        double load = sums.length == 0 ? 0 : sums[(int) ((sums.length - 1) * (1 - share))];
        return Math.max(1, Math.ceil(load * factor));
    }
}
