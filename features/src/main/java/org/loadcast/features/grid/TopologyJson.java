package org.loadcast.features.grid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.loadcast.features.meter.MeterId;

/**
 * A topology as a tree of JSON or YAML:
 *
 * <pre>{@code
 * supplies: [substation]
 * nodes:
 *   - { id: substation }
 *   - { id: cabinet, meters: [home-01, home-02] }
 * lines:
 *   - { id: L1, from: substation, to: cabinet, capacity_kw: 120 }
 *   - { id: T1, from: cabinet, to: other, capacity_kw: 60, tie: true }
 * }</pre>
 */
public final class TopologyJson {

    private static final String ID = "id";
    private static final String METERS = "meters";
    private static final String FROM = "from";
    private static final String TO = "to";
    private static final String CAPACITY = "capacity_kw";
    private static final String TIE = "tie";
    private static final String SUPPLIES = "supplies";
    private static final String NODES = "nodes";
    private static final String LINES = "lines";

    private final List<String> problems = new ArrayList<>();

    private TopologyJson() {}

    /**
     * Reads a topology.
     *
     * @throws TopologyException with every problem
     */
    public static Topology read(JsonNode tree) {
        return new TopologyJson().topology(tree);
    }

    /** What stands where nobody has told a topology yet; {@link #read} refuses it. */
    public static ObjectNode empty() {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        List.of(SUPPLIES, NODES, LINES).forEach(tree::putArray);
        return tree;
    }

    private Topology topology(JsonNode tree) {
        if (!tree.isObject()) {
            throw new TopologyException(List.of("A topology is an object with supplies, nodes and lines, not "
                    + kind(tree) + ". See the example."));
        }
        requireFields("The topology", tree, Set.of(SUPPLIES, NODES, LINES));
        List<String> supplies = new ArrayList<>();
        for (JsonNode supply : array("The topology", tree, SUPPLIES)) {
            if (supply.isValueNode() && !supply.isNull()) {
                supplies.add(supply.asText());
            } else {
                problems.add("A supply is " + kind(supply) + ". Give the id of a node.");
            }
        }
        List<Node> nodes = new ArrayList<>();
        for (JsonNode node : array("The topology", tree, NODES)) {
            node("Node " + (nodes.size() + 1), node).ifPresent(nodes::add);
        }
        List<Line> lines = new ArrayList<>();
        int place = 1;
        for (JsonNode line : array("The topology", tree, LINES)) {
            line("Line " + place++, line).ifPresent(lines::add);
        }
        problems.addAll(problems.isEmpty() ? List.of() : Topology.problems(supplies, nodes, lines));
        if (!problems.isEmpty()) {
            throw new TopologyException(problems);
        }
        return new Topology(supplies, nodes, lines);
    }

    private Optional<Node> node(String what, JsonNode tree) {
        if (!tree.isObject()) {
            problems.add(what + " is " + kind(tree) + ". Write {id: ..., meters: [...]}.");
            return Optional.empty();
        }
        Optional<String> id = text(what, tree, ID);
        String name = id.map(known -> "Node '" + known + "'").orElse(what);
        requireFields(name, tree, Set.of(ID, METERS));
        List<MeterId> meters = new ArrayList<>();
        if (tree.has(METERS)) {
            for (JsonNode meter : array(name, tree, METERS)) {
                attempt(name, () -> MeterId.of(meter.asText())).ifPresent(meters::add);
            }
        }
        return id.flatMap(known -> attempt(what, () -> new Node(known, meters)));
    }

    private Optional<Line> line(String what, JsonNode tree) {
        if (!tree.isObject()) {
            problems.add(what + " is " + kind(tree) + ". Write {id: ..., from: ..., to: ..., capacity_kw: ...}.");
            return Optional.empty();
        }
        Optional<String> id = text(what, tree, ID);
        String name = id.map(known -> "Line '" + known + "'").orElse(what);
        requireFields(name, tree, Set.of(ID, FROM, TO, CAPACITY, TIE));
        Optional<String> from = text(name, tree, FROM);
        Optional<String> to = text(name, tree, TO);
        JsonNode capacity = tree.path(CAPACITY);
        if (!capacity.isNumber()) {
            problems.add(name + " has " + kind(capacity) + " as capacity_kw. Give a positive number.");
        }
        JsonNode tie = tree.path(TIE);
        if (!tie.isMissingNode() && !tie.isBoolean()) {
            problems.add(name + " has " + kind(tie) + " as tie. Write true or false.");
        }
        if (id.isEmpty() || from.isEmpty() || to.isEmpty() || !capacity.isNumber()) {
            return Optional.empty();
        }
        return attempt("", () -> new Line(id.get(), from.get(), to.get(), capacity.asDouble(), tie.asBoolean()));
    }

    private Iterable<JsonNode> array(String what, JsonNode tree, String field) {
        JsonNode array = tree.path(field);
        if (!array.isArray()) {
            problems.add(what + " has " + kind(array) + " as " + field + ". Write a list.");
            return List.of();
        }
        return array;
    }

    private Optional<String> text(String what, JsonNode tree, String field) {
        JsonNode value = tree.path(field);
        if (!value.isTextual() && !value.isNumber()) {
            problems.add(what + " has " + kind(value) + " as " + field + ". Write a name.");
            return Optional.empty();
        }
        return Optional.of(value.asText());
    }

    private void requireFields(String what, JsonNode tree, Set<String> known) {
        tree.properties().stream()
                .filter(field -> !known.contains(field.getKey()))
                .forEach(field -> problems.add(what + " has a field '" + field.getKey()
                        + "', which is not known. It may" + " have " + String.join(", ", new TreeSet<>(known)) + "."));
    }

    private <T> Optional<T> attempt(String what, Supplier<T> value) {
        try {
            return Optional.of(value.get());
        } catch (IllegalArgumentException wrong) {
            problems.add((what.isEmpty() ? "" : what + ": ") + wrong.getMessage());
            return Optional.empty();
        }
    }

    private static String kind(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return "nothing";
        }
        return node.isContainerNode() ? (node.isArray() ? "a list" : "an object") : "'" + node.asText() + "'";
    }

    /** The same tree that {@link #read} reads. */
    public static ObjectNode write(Topology topology) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        topology.supplies().forEach(tree.putArray(SUPPLIES)::add);
        ArrayNode nodes = tree.putArray(NODES);
        for (Node node : topology.nodes()) {
            ArrayNode meters = nodes.addObject().put(ID, node.id()).putArray(METERS);
            node.meters().forEach(meter -> meters.add(meter.value()));
        }
        ArrayNode lines = tree.putArray(LINES);
        for (Line line : topology.lines()) {
            lines.addObject()
                    .put(ID, line.id())
                    .put(FROM, line.from())
                    .put(TO, line.to())
                    .put(CAPACITY, line.capacityKw())
                    .put(TIE, line.tie());
        }
        return tree;
    }
}
