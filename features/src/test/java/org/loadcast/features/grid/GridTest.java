package org.loadcast.features.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.loadcast.features.meter.MeterId;

class GridTest {

    /** Sums of a dozen doubles below 1,000. */
    private static final double ROUNDING = 1e-6;

    @Test
    void aRadialFeederCongestsAtTheLineThatIsTooSmall() {
        Topology feeder = new Topology(
                List.of("s"),
                List.of(node("s"), node("a", "m1"), node("b", "m2")),
                List.of(line("L1", "s", "a", 100), line("L2", "a", "b", 30)));

        GridFlow flow = flow(feeder, Map.of("m1", 50.0, "m2", 60.0));

        assertThat(flow.isFeasible()).isFalse();
        assertThat(flow.demandKw()).isEqualTo(110);
        assertThat(flow.shortfallKw()).isEqualTo(30, within(ROUNDING));
        assertThat(flow.cut().orElseThrow()).isEqualTo(new Cut(List.of("L2"), List.of("b"), 30));
        assertThat(flow.linesKw().get("L1")).isEqualTo(80, within(ROUNDING));
        assertThat(flow.linesKw().get("L2")).isEqualTo(30, within(ROUNDING));
    }

    @Test
    void generationServesItsNeighboursAndTheRestFlowsBackIntoTheSupply() {
        Topology feeder = new Topology(
                List.of("s"),
                List.of(node("s"), node("a", "load"), node("b", "pv")),
                List.of(line("L1", "s", "a", 100), line("L2", "b", "a", 100)));

        GridFlow flow = flow(feeder, Map.of("load", 20.0, "pv", -50.0));

        assertThat(flow.isFeasible()).isTrue();
        assertThat(flow.generationKw()).isEqualTo(50);
        assertThat(flow.curtailedKw()).isZero();
        assertThat(flow.linesKw().get("L2")).isEqualTo(50, within(ROUNDING));
        assertThat(flow.linesKw().get("L1")).isEqualTo(-30, within(ROUNDING));
    }

    @Test
    void generationThatALineCannotCarryAwayIsCurtailed() {
        Topology feeder =
                new Topology(List.of("s"), List.of(node("s"), node("a", "pv")), List.of(line("L1", "s", "a", 40)));

        GridFlow flow = flow(feeder, Map.of("pv", -50.0));

        assertThat(flow.isFeasible()).isTrue();
        assertThat(flow.curtailedKw()).isEqualTo(10, within(ROUNDING));
        assertThat(flow.linesKw().get("L1")).isEqualTo(-40, within(ROUNDING));
    }

    @Test
    void metersOfOneNodeServeEachOtherFirst() {
        Topology feeder = new Topology(
                List.of("s"), List.of(node("s"), node("a", "load", "pv")), List.of(line("L1", "s", "a", 5)));

        GridFlow flow = flow(feeder, Map.of("load", 20.0, "pv", -18.0));

        assertThat(flow.demandKw()).isEqualTo(2);
        assertThat(flow.isFeasible()).isTrue();
    }

    @Test
    void twoLinesBetweenTheSameNodesShareByTheirCapacities() {
        Topology feeder = new Topology(
                List.of("s"),
                List.of(node("s"), node("a", "m")),
                List.of(line("L1", "s", "a", 30), line("L2", "a", "s", 10)));

        GridFlow flow = flow(feeder, Map.of("m", 20.0));

        assertThat(flow.linesKw().get("L1")).isEqualTo(15, within(ROUNDING));
        assertThat(flow.linesKw().get("L2")).isEqualTo(-5, within(ROUNDING));
    }

    @Test
    void aLineThatIsNotThereCannotBeOut() {
        Topology feeder = new Topology(List.of("s"), List.of(node("s"), node("a")), List.of(line("L1", "s", "a", 40)));

        assertThatThrownBy(() -> new Grid(feeder, Set.of("L9"), Set.of()))
                .hasMessageContaining("Line 'L9' is not known. There are L1.");
    }

    /**
     * Gale's condition, over all sets of nodes without a supply: what is missing is the most that a set needs beyond its own
     * generation and the lines that lead to it; what is curtailed is the most that it makes beyond its own load and these lines.
     */
    @ParameterizedTest
    @MethodSource("seeds")
    void shortfallAndCurtailmentAreThoseOfTheWorstOfAllCuts(int seed) {
        RandomGrid random = new RandomGrid(new Random(seed));

        GridFlow flow = flow(random.topology, random.loads);

        assertThat(flow.shortfallKw()).isEqualTo(random.worstOfAllCuts(1), within(ROUNDING));
        assertThat(flow.curtailedKw()).isEqualTo(random.worstOfAllCuts(-1), within(ROUNDING));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatLiesBeyondTheCutNeedsTheShortfallMoreThanTheCutCarries(int seed) {
        RandomGrid random = new RandomGrid(new Random(seed));

        GridFlow flow = flow(random.topology, random.loads);

        flow.cut().ifPresent(cut -> {
            double needed = cut.nodesBeyond().stream().mapToDouble(random::net).sum();
            assertThat(needed - cut.capacityKw()).isEqualTo(flow.shortfallKw(), within(ROUNDING));
            cut.lines()
                    .forEach(id -> assertThat(Math.abs(flow.linesKw().get(id)))
                            .as("line %s of the cut", id)
                            .isEqualTo(random.capacity(id), within(ROUNDING)));
        });
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void linesStayWithinTheirCapacitiesAndNodesTakeNoMoreThanTheyNeed(int seed) {
        RandomGrid random = new RandomGrid(new Random(seed));

        GridFlow flow = flow(random.topology, random.loads);

        random.topology
                .lines()
                .forEach(line -> assertThat(Math.abs(flow.linesKw().get(line.id())))
                        .isLessThanOrEqualTo(line.capacityKw() + ROUNDING));
        random.topology.nodes().stream()
                .filter(node -> !random.topology.supplies().contains(node.id()))
                .forEach(node -> {
                    double comes = random.topology.lines().stream()
                            .mapToDouble(line -> (line.to().equals(node.id()) ? 1 : 0)
                                            * flow.linesKw().get(line.id())
                                    - (line.from().equals(node.id()) ? 1 : 0)
                                            * flow.linesKw().get(line.id()))
                            .sum();
                    double net = random.net(node.id());
                    assertThat(comes).isBetween(Math.min(0, net) - ROUNDING, Math.max(0, net) + ROUNDING);
                });
    }

    static List<Integer> seeds() {
        return java.util.stream.IntStream.range(0, 300).boxed().toList();
    }

    /** Two to eight nodes, a tree and a few more lines, one or two supplies, load and generation. */
    private static final class RandomGrid {

        private final Topology topology;
        private final Map<String, Double> loads = new HashMap<>();

        RandomGrid(Random random) {
            int count = 2 + random.nextInt(7);
            List<Node> nodes = new ArrayList<>();
            List<Line> lines = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                nodes.add(node("n" + i, "m" + i));
                loads.put("m" + i, random.nextInt(4) == 0 ? -random.nextInt(60) : random.nextDouble() * 50);
                if (i > 0) {
                    lines.add(line("t" + i, "n" + i, "n" + random.nextInt(i), 1 + random.nextInt(80)));
                }
            }
            for (int i = random.nextInt(4); i > 0; i--) {
                int from = random.nextInt(count);
                int to = (from + 1 + random.nextInt(count - 1)) % count;
                lines.add(line("x" + i, "n" + from, "n" + to, 1 + random.nextInt(80)));
            }
            topology = new Topology(random.nextBoolean() ? List.of("n0") : List.of("n0", "n1"), nodes, lines);
        }

        double net(String node) {
            return loads.get(node.replace('n', 'm'));
        }

        double capacity(String line) {
            return topology.lines().stream()
                    .filter(one -> one.id().equals(line))
                    .findFirst()
                    .orElseThrow()
                    .capacityKw();
        }

        /** {@code sign} is 1 for what is missing and -1 for what is too much. */
        double worstOfAllCuts(int sign) {
            int count = topology.nodes().size();
            double worst = 0;
            for (int set = 1; set < 1 << count; set++) {
                int chosen = set;
                if (topology.supplies().stream().noneMatch(supply -> in(chosen, supply))) {
                    double need = topology.nodes().stream()
                            .filter(node -> in(chosen, node.id()))
                            .mapToDouble(node -> sign * net(node.id()))
                            .sum();
                    double carried = topology.lines().stream()
                            .filter(line -> in(chosen, line.from()) != in(chosen, line.to()))
                            .mapToDouble(Line::capacityKw)
                            .sum();
                    worst = Math.max(worst, need - carried);
                }
            }
            return worst;
        }

        private static boolean in(int set, String node) {
            return (set >> Integer.parseInt(node.substring(1)) & 1) == 1;
        }
    }

    private static GridFlow flow(Topology topology, Map<String, Double> loads) {
        return new Grid(topology, Set.of(), Set.of()).flow(meter -> loads.getOrDefault(meter.value(), 0.0));
    }

    static Node node(String id, String... meters) {
        return new Node(id, List.of(meters).stream().map(MeterId::of).toList());
    }

    static Line line(String id, String from, String to, double capacityKw) {
        return new Line(id, from, to, capacityKw, false);
    }
}
