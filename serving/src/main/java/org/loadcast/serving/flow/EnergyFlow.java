package org.loadcast.serving.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Where the energy of a site came from and went, in kWh, summed over intervals in each of which panels serve the home first, then
 * the battery, then the grid, and the battery serves the home first; the grid does the rest. Immutable.
 */
public final class EnergyFlow {

    /** A place that energy flows from or to. */
    public enum Node {
        PV,
        BATTERY,
        GRID,
        HOME
    }

    /** What flowed one way. */
    public record Link(Node from, Node to, double energyKwh) {}

    private final double[][] energy;

    private EnergyFlow(double[][] energy) {
        this.energy = energy;
    }

    /**
     * The flow of some intervals of the same length, all arrays by interval in kW.
     *
     * @param consumption what the home uses; a negative value counts as 0
     * @param production what the panels give, negative; a positive value counts as the home's
     * @param battery charging positive, giving negative
     * @param hours length of an interval
     */
    static EnergyFlow of(double[] consumption, double[] production, double[] battery, double hours) {
        double[][] energy = new double[Node.values().length][Node.values().length];
        for (int i = 0; i < consumption.length; i++) {
            double home = Math.max(0, consumption[i]) + Math.max(0, production[i]);
            double panels = Math.max(0, -production[i]);
            double charge = Math.max(0, battery[i]);
            double discharge = Math.max(0, -battery[i]);
            double panelsToHome = Math.min(panels, home);
            double panelsToBattery = Math.min(panels - panelsToHome, charge);
            double batteryToHome = Math.min(discharge, home - panelsToHome);
            add(energy, Node.PV, Node.HOME, panelsToHome * hours);
            add(energy, Node.PV, Node.BATTERY, panelsToBattery * hours);
            add(energy, Node.PV, Node.GRID, (panels - panelsToHome - panelsToBattery) * hours);
            add(energy, Node.BATTERY, Node.HOME, batteryToHome * hours);
            add(energy, Node.BATTERY, Node.GRID, (discharge - batteryToHome) * hours);
            add(energy, Node.GRID, Node.HOME, (home - panelsToHome - batteryToHome) * hours);
            add(energy, Node.GRID, Node.BATTERY, (charge - panelsToBattery) * hours);
        }
        return new EnergyFlow(energy);
    }

    @SuppressWarnings("EnumOrdinal") // rows and columns of a small table, in the order of the enum
    private static void add(double[][] energy, Node from, Node to, double kwh) {
        energy[from.ordinal()][to.ordinal()] += kwh;
    }

    @SuppressWarnings("EnumOrdinal") // as above
    public double energyKwh(Node from, Node to) {
        return energy[from.ordinal()][to.ordinal()];
    }

    /** All that flowed, the ways without energy left out. */
    public List<Link> links() {
        List<Link> links = new ArrayList<>();
        for (Node from : Node.values()) {
            for (Node to : Node.values()) {
                if (energyKwh(from, to) > 0) {
                    links.add(new Link(from, to, energyKwh(from, to)));
                }
            }
        }
        return links;
    }

    /** What all places gave to {@code node}. */
    public double toKwh(Node node) {
        double sum = 0;
        for (Node from : Node.values()) {
            sum += energyKwh(from, node);
        }
        return sum;
    }

    /** What {@code node} gave. */
    public double fromKwh(Node node) {
        double sum = 0;
        for (Node to : Node.values()) {
            sum += energyKwh(node, to);
        }
        return sum;
    }

    /** The share of the production that stayed at the site, 0 to 1; empty without production. */
    public OptionalDouble selfConsumption() {
        double production = fromKwh(Node.PV);
        return production > 0
                ? OptionalDouble.of(1 - energyKwh(Node.PV, Node.GRID) / production)
                : OptionalDouble.empty();
    }

    /** The share of the consumption that did not come straight from the grid, 0 to 1; empty without consumption. */
    public OptionalDouble autarky() {
        double consumption = toKwh(Node.HOME);
        return consumption > 0
                ? OptionalDouble.of(1 - energyKwh(Node.GRID, Node.HOME) / consumption)
                : OptionalDouble.empty();
    }
}
