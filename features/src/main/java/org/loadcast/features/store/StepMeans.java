package org.loadcast.features.store;

import java.util.Arrays;
import org.loadcast.features.series.TimeGrid;

/** Lays stretches of constant power on a grid: the mean of every step that they cover whole; energy is conserved. */
final class StepMeans {

    private final long start;
    private final long step;
    private final double[] kilowatts;
    private final long[] covered;

    StepMeans(TimeGrid grid) {
        this.start = grid.start().getEpochSecond();
        this.step = grid.step().toSeconds();
        this.kilowatts = new double[grid.length()];
        this.covered = new long[grid.length()];
    }

    /** Adds {@code power} kW over {@code [from, to)}, in epoch seconds; stretches must not overlap. */
    void add(long from, long to, double power) {
        long first = Math.max(0, Math.floorDiv(from - start, step));
        long last = Math.min(kilowatts.length - 1, Math.floorDiv(to - 1 - start, step));
        for (int i = (int) first; i <= last; i++) {
            long stepStart = start + i * step;
            long overlap = Math.min(to, stepStart + step) - Math.max(from, stepStart);
            kilowatts[i] += power * ((double) overlap / step);
            covered[i] += overlap;
        }
    }

    /** Mean power by step in kW, NaN where a part of the step is not covered. */
    double[] toArray() {
        double[] result = Arrays.copyOf(kilowatts, kilowatts.length);
        for (int i = 0; i < result.length; i++) {
            if (covered[i] < step) {
                result[i] = Double.NaN;
            }
        }
        return result;
    }
}
