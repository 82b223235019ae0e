package org.loadcast.serving.ingest.decode;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Units of power and energy. */
public enum Unit {
    W("W", false, 1e-3),
    KW("kW", false, 1),
    MW("MW", false, 1e3),
    GW("GW", false, 1e6),
    WH("Wh", true, 1e-3),
    KWH("kWh", true, 1),
    MWH("MWh", true, 1e3),
    GWH("GWh", true, 1e6),
    WMIN("Wmin", true, 1 / 60_000.0),
    J("J", true, 1 / 3.6e6),
    KJ("kJ", true, 1 / 3.6e3),
    MJ("MJ", true, 1 / 3.6);

    private final String symbol;
    private final boolean energy;
    private final double factor;

    Unit(String symbol, boolean energy, double factor) {
        this.symbol = symbol;
        this.energy = energy;
        this.factor = factor;
    }

    /** The unit of a symbol; its case counts only where it must ({@code mW} is not {@code MW}). */
    public static Optional<Unit> of(String symbol) {
        Optional<Unit> exact = Arrays.stream(values())
                .filter(unit -> unit.symbol.equals(symbol))
                .findFirst();
        String lower = symbol.toLowerCase(Locale.ROOT);
        return exact.or(() -> Arrays.stream(values())
                .filter(unit -> !lower.startsWith("m"))
                .filter(unit -> unit.symbol.toLowerCase(Locale.ROOT).equals(lower))
                .findFirst());
    }

    /** All symbols. */
    public static List<String> symbols() {
        return Arrays.stream(values()).map(unit -> unit.symbol).toList();
    }

    /** Whether it measures energy, not power. */
    public boolean isEnergy() {
        return energy;
    }

    /** A value of this unit in kW or kWh. */
    public double toKilo(double value) {
        return value * factor;
    }

    @Override
    public String toString() {
        return symbol;
    }
}
