package org.loadcast.features.store;

import java.util.Arrays;
import org.loadcast.features.series.TimeGrid;

/**
 * Lays stretches of constant power on a grid: the mean of every step that they cover but for a spare part. A step of several
 * quarter-hours is known when each of them is.
 */
final class StepMeans {

    private final long start;
    private final long part;
    private final int partsOfStep;
    private final double[] kilowatts;
    private final long[] covered;

    StepMeans(TimeGrid grid) {
        long step = grid.step().toSeconds();
        this.start = grid.start().getEpochSecond();
        this.part = step % Samples.QUARTER_SECONDS == 0 ? Samples.QUARTER_SECONDS : step;
        this.partsOfStep = (int) (step / part);
        this.kilowatts = new double[grid.length() * partsOfStep];
        this.covered = new long[kilowatts.length];
    }

    /** Adds {@code power} kW over {@code [from, to)}, in epoch seconds; stretches must not overlap. */
    void add(long from, long to, double power) {
        long first = Math.max(0, Math.floorDiv(from - start, part));
        long last = Math.min(kilowatts.length - 1, Math.floorDiv(to - 1 - start, part));
        for (int i = (int) first; i <= last; i++) {
            long partStart = start + i * part;
            long overlap = Math.min(to, partStart + part) - Math.max(from, partStart);
            kilowatts[i] += power * ((double) overlap / part);
            covered[i] += overlap;
        }
    }

    /** Mean power by step in kW, NaN where more of the step is not covered than can be spared. */
    double[] toArray() {
        double[] parts = Arrays.copyOf(kilowatts, kilowatts.length);
        for (int i = 0; i < parts.length; i++) {
            if (covered[i] < part) {
                boolean known = part - covered[i] <= part / Samples.SPARE_PART;
                parts[i] = known ? kilowatts[i] * ((double) part / covered[i]) : Double.NaN;
            }
        }
        return partsOfStep == 1 ? parts : meansOf(parts);
    }

    private double[] meansOf(double[] parts) {
        double[] steps = new double[parts.length / partsOfStep];
        for (int i = 0; i < parts.length; i++) {
            steps[i / partsOfStep] += parts[i] / partsOfStep;
        }
        return steps;
    }
}
