package org.loadcast.features.grid;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jgrapht.alg.flow.EdmondsKarpMFImpl;
import org.jgrapht.alg.interfaces.MaximumFlowAlgorithm.MaximumFlow;
import org.jgrapht.graph.DefaultDirectedWeightedGraph;
import org.jgrapht.graph.DefaultWeightedEdge;

/**
 * Maximum flow and minimum cut by JGraphT (Edmonds and Karp: paths of the fewest lines first), on nodes 0 to n - 1 with a source
 * that feeds some of them and a sink that takes from some.
 */
final class FlowNetwork {

    private final int nodes;
    private final int source;
    private final int sink;
    private final DefaultDirectedWeightedGraph<Integer, DefaultWeightedEdge> graph =
            new DefaultDirectedWeightedGraph<>(DefaultWeightedEdge.class);

    FlowNetwork(int nodes) {
        this.nodes = nodes;
        this.source = nodes;
        this.sink = nodes + 1;
        for (int vertex = 0; vertex < nodes + 2; vertex++) {
            graph.addVertex(vertex);
        }
    }

    /** Connects two nodes both ways; lines between the same nodes add up. */
    void connect(int a, int b, double capacity) {
        add(a, b, capacity);
        add(b, a, capacity);
    }

    /** Lets {@code node} give up to {@code power}. */
    void give(int node, double power) {
        add(source, node, power);
    }

    /** Lets {@code node} take up to {@code power}. */
    void take(int node, double power) {
        add(node, sink, power);
    }

    private void add(int from, int to, double capacity) {
        DefaultWeightedEdge there = graph.getEdge(from, to);
        if (there == null) {
            graph.setEdgeWeight(graph.addEdge(from, to), capacity);
        } else {
            graph.setEdgeWeight(there, graph.getEdgeWeight(there) + capacity);
        }
    }

    /** The largest flow, and the nodes that lie beyond a minimum cut. */
    Solution solve() {
        EdmondsKarpMFImpl<Integer, DefaultWeightedEdge> algorithm = new EdmondsKarpMFImpl<>(graph);
        algorithm.calculateMinCut(source, sink);
        MaximumFlow<DefaultWeightedEdge> flow = algorithm.getMaximumFlow(source, sink);
        List<Integer> beyond = IntStream.range(0, nodes)
                .filter(algorithm.getSinkPartition()::contains)
                .boxed()
                .toList();
        return new Solution(flow.getValue(), flow.getFlowMap(), beyond);
    }

    /** What was found. */
    final class Solution {

        private final double value;
        private final Map<DefaultWeightedEdge, Double> flows;
        private final List<Integer> beyond;

        private Solution(double value, Map<DefaultWeightedEdge, Double> flows, List<Integer> beyond) {
            this.value = value;
            this.flows = flows;
            this.beyond = beyond;
        }

        double value() {
            return value;
        }

        /** The nodes on the sink's side of the cut. */
        List<Integer> beyond() {
            return beyond;
        }

        /** What {@code node} takes. */
        double taken(int node) {
            return along(node, sink);
        }

        /** What {@code node} gives. */
        double given(int node) {
            return along(source, node);
        }

        /** The flow from {@code a} to {@code b} as a share of the capacity, -1 to 1; negative when it goes from b to a. */
        double share(int a, int b) {
            return (along(a, b) - along(b, a)) / graph.getEdgeWeight(graph.getEdge(a, b));
        }

        private double along(int from, int to) {
            DefaultWeightedEdge edge = graph.getEdge(from, to);
            return edge == null ? 0 : flows.getOrDefault(edge, 0.0);
        }
    }
}
