package org.loadcast.training.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/**
 * A scale from values to pixels, with its ticks.
 *
 * @param min value at {@code from}
 * @param max value at {@code to}, larger than {@code min}
 * @param from pixel of {@code min}
 * @param to pixel of {@code max}; smaller than {@code from} for an axis that points up
 */
record Axis(double min, double max, double from, double to, List<Tick> ticks) {

    /** Data may pass the last tick by this share of a step, rather than cost a whole empty step. */
    private static final double OVERHANG = 0.05;

    record Tick(double value, String label) {}

    Axis {
        ticks = List.copyOf(ticks);
    }

    /** An axis over about {@code [low, high]} that ends at round ticks, about {@code wanted} of them. */
    static Axis round(double low, double high, double from, double to, int wanted, DoubleFunction<String> label) {
        double span = high > low ? high - low : Math.max(1, Math.abs(low));
        double step = roundStep(span / wanted);
        long first = (long) Math.floor(low / step + OVERHANG);
        long last = Math.max(first + 1, (long) Math.ceil(high / step - OVERHANG));
        List<Tick> ticks = new ArrayList<>();
        for (long k = first; k <= last; k++) {
            ticks.add(new Tick(k * step, label.apply(k * step)));
        }
        return new Axis(first * step, last * step, from, to, ticks);
    }

    /** The smallest of 1, 2, 5 times a power of ten that is at least {@code least}. */
    private static double roundStep(double least) {
        double power = Math.pow(10, Math.floor(Math.log10(least)));
        for (double factor : new double[] {1, 2, 5}) {
            if (factor * power >= least * (1 - 1e-9)) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    /** Pixel of {@code value}, to a tenth. */
    double at(double value) {
        return Math.round(10 * (from + (value - min) / (max - min) * (to - from))) / 10.0;
    }
}
