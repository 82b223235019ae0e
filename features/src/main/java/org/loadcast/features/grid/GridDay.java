package org.loadcast.features.grid;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.series.TimeGrid;

/**
 * What a grid can carry in every interval of a day, and what to do when it is not enough. Immutable.
 *
 * <p>When lines are out, ties are closed for the whole day: the fewest that are found to do as well as all of them, by opening one
 * after the other. That closing them makes loops, or needs switching on site, is not considered.
 */
public final class GridDay {

    /** What is lost by rounding over a day. */
    private static final double SAME_KW = 1e-6;

    private final Topology topology;
    private final TimeGrid grid;
    private final Map<MeterId, double[]> loadsKw;
    private final Set<String> out;
    private final Set<String> closed;
    private final List<GridFlow> flows;

    private GridDay(
            Topology topology,
            TimeGrid grid,
            Map<MeterId, double[]> loadsKw,
            Set<String> out,
            Set<String> closed,
            List<GridFlow> flows) {
        this.topology = topology;
        this.grid = grid;
        this.loadsKw = loadsKw;
        this.out = out;
        this.closed = closed;
        this.flows = flows;
    }

    /**
     * The day of a grid.
     *
     * @param grid the intervals
     * @param loadsKw by meter and interval, finite, generation negative; a meter that is not there has none
     * @param out ids of lines that are out of service
     * @throws IllegalArgumentException when one of {@code out} is no line, or a load has another length than the grid
     */
    public static GridDay of(Topology topology, TimeGrid grid, Map<MeterId, double[]> loadsKw, Set<String> out) {
        loadsKw.forEach((meter, load) -> {
            if (load.length != grid.length()) {
                throw new IllegalArgumentException("Meter " + meter + " has " + load.length + " loads for "
                        + grid.length() + " intervals. Give one for each.");
            }
        });
        Set<String> lost = new TreeSet<>(out);
        Set<String> closed = new TreeSet<>();
        if (!lost.isEmpty()) {
            topology.lines().stream()
                    .filter(line -> line.tie() && !lost.contains(line.id()))
                    .forEach(line -> closed.add(line.id()));
        }
        List<GridFlow> flows = flows(new Grid(topology, lost, closed), grid.length(), loadsKw);
        for (String tie : List.copyOf(closed)) {
            Set<String> fewer = new TreeSet<>(closed);
            fewer.remove(tie);
            List<GridFlow> without = flows(new Grid(topology, lost, fewer), grid.length(), loadsKw);
            if (badness(without) <= badness(flows) + SAME_KW) {
                closed.remove(tie);
                flows = without;
            }
        }
        return new GridDay(topology, grid, Map.copyOf(loadsKw), lost, closed, List.copyOf(flows));
    }

    private static List<GridFlow> flows(Grid wired, int length, Map<MeterId, double[]> loadsKw) {
        List<GridFlow> flows = new ArrayList<>();
        double[] none = new double[length];
        for (int i = 0; i < length; i++) {
            int interval = i;
            flows.add(wired.flow(meter -> loadsKw.getOrDefault(meter, none)[interval]));
        }
        return flows;
    }

    private static double badness(List<GridFlow> flows) {
        return flows.stream()
                .mapToDouble(flow -> flow.shortfallKw() + flow.curtailedKw())
                .sum();
    }

    public TimeGrid grid() {
        return grid;
    }

    /** The lines that are out of service, by id. */
    public Set<String> out() {
        return Set.copyOf(out);
    }

    /** The ties to close, by id; empty when nothing is out, or when none is of use. */
    public List<String> tiesToClose() {
        return List.copyOf(closed);
    }

    /** By interval. */
    public List<GridFlow> flows() {
        return flows;
    }

    /** Whether all demand can be met all day. */
    public boolean isFeasible() {
        return flows.stream().allMatch(GridFlow::isFeasible);
    }

    /** The energy that must move to another time, or be saved. */
    public double shortfallKwh() {
        return flows.stream().mapToDouble(GridFlow::shortfallKw).sum() * hours();
    }

    /** The generation that nobody can take. */
    public double curtailedKwh() {
        return flows.stream().mapToDouble(GridFlow::curtailedKw).sum() * hours();
    }

    private double hours() {
        return grid.step().toSeconds() / 3600.0;
    }

    /** The interval with the largest shortfall; empty when there is none. */
    public OptionalInt worst() {
        return isFeasible()
                ? OptionalInt.empty()
                : IntStream.range(0, flows.size())
                        .boxed()
                        .max(Comparator.comparingDouble(i -> flows.get(i).shortfallKw()))
                        .map(OptionalInt::of)
                        .orElse(OptionalInt.empty());
    }

    /**
     * A line over the day.
     *
     * @param peakKw its largest flow, negative when it goes from its {@code to} to its {@code from}
     * @param peakAt start of that interval
     * @param utilisation the size of that flow over the capacity, 0 to 1
     * @param congested in how many intervals it is in the cut
     */
    public record LineDay(Line line, double peakKw, Instant peakAt, double utilisation, int congested) {}

    /** The lines in service, those that congest longest first, then by utilisation. */
    public List<LineDay> lines() {
        return topology.lines().stream()
                .filter(line -> !flows.isEmpty() && flows.get(0).linesKw().containsKey(line.id()))
                .map(this::lineDay)
                .sorted(Comparator.comparingInt(LineDay::congested)
                        .thenComparingDouble(LineDay::utilisation)
                        .reversed())
                .toList();
    }

    private LineDay lineDay(Line line) {
        int peak = 0;
        for (int i = 1; i < flows.size(); i++) {
            peak = Math.abs(flowOf(line, i)) > Math.abs(flowOf(line, peak)) ? i : peak;
        }
        double kilowatts = flowOf(line, peak);
        int congested = (int) flows.stream()
                .filter(flow ->
                        flow.cut().isPresent() && flow.cut().get().lines().contains(line.id()))
                .count();
        return new LineDay(
                line, kilowatts, grid.startOf(peak), Math.min(1, Math.abs(kilowatts) / line.capacityKw()), congested);
    }

    private double flowOf(Line line, int interval) {
        return flows.get(interval).linesKw().getOrDefault(line.id(), 0.0);
    }

    /**
     * What a meter has to do with the congestion.
     *
     * @param energyKwh what it uses beyond the cut while the grid congests
     * @param share of all that is used there, 0 to 1
     */
    public record MeterShare(MeterId meter, String node, double energyKwh, double share) {}

    /** The meters that use power beyond a cut, those that matter most first; empty when all demand can be met. */
    public List<MeterShare> metersBeyond() {
        Map<MeterId, Double> energy = new HashMap<>();
        Map<MeterId, String> places = new HashMap<>();
        for (Node node : topology.nodes()) {
            for (MeterId meter : node.meters()) {
                places.put(meter, node.id());
                double sum = energyBeyond(node.id(), loadsKw.getOrDefault(meter, new double[flows.size()]));
                if (sum > 0) {
                    energy.put(meter, sum);
                }
            }
        }
        double all = energy.values().stream().mapToDouble(Double::doubleValue).sum();
        return energy.entrySet().stream()
                .map(entry -> new MeterShare(
                        entry.getKey(),
                        places.getOrDefault(entry.getKey(), ""),
                        entry.getValue(),
                        entry.getValue() / all))
                .sorted(Comparator.comparingDouble(MeterShare::energyKwh)
                        .reversed()
                        .thenComparing(share -> share.meter().value()))
                .toList();
    }

    private double energyBeyond(String node, double[] load) {
        double sum = 0;
        for (int i = 0; i < flows.size(); i++) {
            boolean beyond = flows.get(i)
                    .cut()
                    .filter(cut -> cut.nodesBeyond().contains(node))
                    .isPresent();
            sum += beyond ? Math.max(0, load[i]) * hours() : 0;
        }
        return sum;
    }
}
