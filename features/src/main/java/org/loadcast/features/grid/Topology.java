package org.loadcast.features.grid;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.loadcast.features.meter.MeterId;

/**
 * A feeder: where power comes in, what it passes, and which meters use it. All ids are unique, all ends are known, a meter is
 * connected once, and every node can be reached from a supply.
 *
 * @param supplies ids of the nodes that give and take any power, such as a substation's busbar; a limit is a line, its transformer
 */
public record Topology(List<String> supplies, List<Node> nodes, List<Line> lines) {

    /** @throws TopologyException with every problem */
    public Topology {
        supplies = List.copyOf(supplies);
        nodes = List.copyOf(nodes);
        lines = List.copyOf(lines);
        List<String> problems = problems(supplies, nodes, lines);
        if (!problems.isEmpty()) {
            throw new TopologyException(problems);
        }
    }

    /** The meters of all nodes, in their order. */
    public List<MeterId> meters() {
        return nodes.stream().flatMap(node -> node.meters().stream()).toList();
    }

    static List<String> problems(List<String> supplies, List<Node> nodes, List<Line> lines) {
        List<String> problems = new ArrayList<>();
        Set<String> known = new HashSet<>();
        Map<MeterId, String> places = new HashMap<>();
        for (Node node : nodes) {
            if (!known.add(node.id())) {
                problems.add("Node '" + node.id() + "' is there twice. Give every node an id of its own.");
            }
            for (MeterId meter : node.meters()) {
                String other = places.putIfAbsent(meter, node.id());
                if (other != null) {
                    problems.add("Meter '" + meter + "' is at node '" + other + "' and at node '" + node.id()
                            + "'. Leave it at one of them.");
                }
            }
        }
        if (supplies.isEmpty()) {
            problems.add("There are no supplies. Name the nodes that power comes from, for example [substation].");
        }
        supplies.stream()
                .filter(id -> !known.contains(id))
                .forEach(id -> problems.add("Supply '" + id + "' is no node. Add it to the nodes."));
        addProblemsOf(lines, known, problems);
        if (problems.isEmpty()) {
            addUnreached(supplies, nodes, lines, problems);
        }
        return problems;
    }

    private static void addProblemsOf(List<Line> lines, Set<String> known, List<String> problems) {
        Set<String> ids = new HashSet<>();
        for (Line line : lines) {
            if (!ids.add(line.id())) {
                problems.add("Line '" + line.id() + "' is there twice. Give every line an id of its own.");
            }
            for (String end : List.of(line.from(), line.to())) {
                if (!known.contains(end)) {
                    problems.add(
                            "Line '" + line.id() + "' ends at '" + end + "', which is no node. Add it to the nodes.");
                }
            }
        }
    }

    private static void addUnreached(List<String> supplies, List<Node> nodes, List<Line> lines, List<String> problems) {
        Map<String, List<String>> neighbours = new HashMap<>();
        for (Line line : lines) {
            neighbours.computeIfAbsent(line.from(), id -> new ArrayList<>()).add(line.to());
            neighbours.computeIfAbsent(line.to(), id -> new ArrayList<>()).add(line.from());
        }
        Set<String> reached = new HashSet<>(supplies);
        Deque<String> open = new ArrayDeque<>(supplies);
        while (!open.isEmpty()) {
            for (String next : neighbours.getOrDefault(open.remove(), List.of())) {
                if (reached.add(next)) {
                    open.add(next);
                }
            }
        }
        nodes.stream()
                .filter(node -> !reached.contains(node.id()))
                .forEach(node -> problems.add(
                        "Node '" + node.id() + "' is not connected with any supply. Add the line that leads to it."));
    }
}
