package org.loadcast.features.grid;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.loadcast.features.meter.MeterId;

/** A topology with some of its lines in service. Immutable. */
final class Grid {

    /** Less than a milliwatt is rounding. */
    private static final double NOTHING_KW = 1e-6;

    private final Topology topology;
    private final List<Line> lines;
    private final Map<String, Integer> index = new HashMap<>();
    private final Set<Integer> supplies = new HashSet<>();

    /**
     * A grid.
     *
     * @param out ids of lines that are out of service
     * @param closed ids of ties that are closed
     * @throws IllegalArgumentException when one of {@code out} is no line
     */
    Grid(Topology topology, Set<String> out, Set<String> closed) {
        this.topology = topology;
        Set<String> unknown = new TreeSet<>(out);
        topology.lines().forEach(line -> unknown.remove(line.id()));
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("Line '" + unknown.iterator().next() + "' is not known. There are "
                    + String.join(", ", topology.lines().stream().map(Line::id).toList()) + ".");
        }
        this.lines = topology.lines().stream()
                .filter(line -> !out.contains(line.id()))
                .filter(line -> !line.tie() || closed.contains(line.id()))
                .toList();
        topology.nodes().forEach(node -> index.put(node.id(), index.size()));
        topology.supplies().forEach(id -> supplies.add(place(id)));
    }

    private int place(String node) {
        return index.getOrDefault(node, -1);
    }

    /** What the grid can carry when every meter has the given load, in kW. */
    GridFlow flow(ToDoubleFunction<MeterId> loadKw) {
        double[] net = topology.nodes().stream()
                .mapToDouble(node -> node.meters().stream().mapToDouble(loadKw).sum())
                .toArray();
        double demand = IntStream.range(0, net.length)
                .mapToDouble(i -> Math.max(0, net[i]))
                .sum();
        double generation = IntStream.range(0, net.length)
                .mapToDouble(i -> Math.max(0, -net[i]))
                .sum();
        double more = demand + generation + 1;
        FlowNetwork.Solution met = solve(net, more, 0);
        double shortfall = positive(demand - met.value());
        if (generation == 0) {
            return new GridFlow(demand, 0, shortfall, 0, byLine(met), cut(met, shortfall));
        }
        FlowNetwork.Solution placed = solve(net, 0, more);
        return new GridFlow(
                demand,
                generation,
                shortfall,
                positive(generation - placed.value()),
                byLine(both(net, met, placed)),
                cut(met, shortfall));
    }

    private static double positive(double kilowatts) {
        return kilowatts > NOTHING_KW ? kilowatts : 0;
    }

    /** The largest flow from supplies and generators to loads and supplies. */
    private FlowNetwork.Solution solve(double[] net, double fromSupply, double toSupply) {
        FlowNetwork network = wired(fromSupply + toSupply);
        for (int i = 0; i < net.length; i++) {
            network.give(i, Math.max(0, -net[i]));
            network.take(i, Math.max(0, net[i]));
        }
        network.give(net.length, fromSupply);
        network.take(net.length, toSupply);
        return network.solve();
    }

    /** One flow with what the loads get in {@code met} and what the generators place in {@code placed}; supplies do the rest. */
    private FlowNetwork.Solution both(double[] net, FlowNetwork.Solution met, FlowNetwork.Solution placed) {
        double[] taken = IntStream.range(0, net.length).mapToDouble(met::taken).toArray();
        double[] given =
                IntStream.range(0, net.length).mapToDouble(placed::given).toArray();
        double used = Arrays.stream(taken).sum();
        double made = Arrays.stream(given).sum();
        FlowNetwork network = wired(used + made + 1);
        for (int i = 0; i < net.length; i++) {
            network.take(i, taken[i]);
            network.give(i, given[i]);
        }
        network.give(net.length, Math.max(0, used - made));
        network.take(net.length, Math.max(0, made - used));
        return network.solve();
    }

    /** The nodes and, after them, one that stands behind all supplies and is connected with them without a limit. */
    private FlowNetwork wired(double unlimited) {
        FlowNetwork network = new FlowNetwork(index.size() + 1);
        lines.forEach(line -> network.connect(place(line.from()), place(line.to()), line.capacityKw()));
        supplies.forEach(supply -> network.connect(index.size(), supply, unlimited));
        return network;
    }

    private Map<String, Double> byLine(FlowNetwork.Solution solution) {
        Map<String, Double> kilowatts = new LinkedHashMap<>();
        for (Line line : lines) {
            double share = solution.share(place(line.from()), place(line.to()));
            kilowatts.put(line.id(), share * line.capacityKw());
        }
        return kilowatts;
    }

    private Optional<Cut> cut(FlowNetwork.Solution solution, double shortfall) {
        if (shortfall == 0) {
            return Optional.empty();
        }
        Set<Integer> beyond = new HashSet<>(solution.beyond());
        List<Line> crossing = lines.stream()
                .filter(line -> beyond.contains(place(line.from())) != beyond.contains(place(line.to())))
                .toList();
        return Optional.of(new Cut(
                crossing.stream().map(Line::id).toList(),
                topology.nodes().stream()
                        .map(Node::id)
                        .filter(id -> beyond.contains(place(id)))
                        .toList(),
                crossing.stream().mapToDouble(Line::capacityKw).sum()));
    }
}
