package org.loadcast.training.calibration;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Residuals in rising order, of which those near a time of day are asked for again and again. Sorting them once for all times of
 * day is what makes it fast.
 */
final class OrderedResiduals {

    private static final int DAY = 86_400;

    private final double[] values;
    private final int[] seconds;
    private final int reachSeconds;
    private final Map<Integer, double[]> near = new HashMap<>();

    /**
     * Sorts.
     *
     * @param values finite numbers
     * @param seconds the second of the day of each
     * @param reachSeconds how far a time of day may lie from another one that it is near to
     */
    OrderedResiduals(double[] values, int[] seconds, int reachSeconds) {
        this.values = new double[values.length];
        this.seconds = new int[values.length];
        this.reachSeconds = reachSeconds;
        long[] keys = new long[values.length];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = ((long) rising((float) values[i]) << Integer.SIZE) | i;
        }
        Arrays.sort(keys);
        for (int i = 0; i < keys.length; i++) {
            int from = (int) keys[i];
            this.values[i] = values[from];
            this.seconds[i] = seconds[from];
        }
    }

    /** Bits that are ordered as the numbers are; two numbers that are the same as floats may stand in either order. */
    private static int rising(float value) {
        int bits = Float.floatToIntBits(value);
        return bits ^ ((bits >> (Integer.SIZE - 1)) & Integer.MAX_VALUE);
    }

    /** The values near a time of day, in order; not to be changed. */
    double[] near(int secondOfDay) {
        return near.computeIfAbsent(secondOfDay, this::filtered);
    }

    private double[] filtered(int secondOfDay) {
        double[] found = new double[values.length];
        int count = 0;
        for (int i = 0; i < values.length; i++) {
            // Written in any case, so that the processor has no branch to guess.
            found[count] = values[i];
            int distance = Math.abs(seconds[i] - secondOfDay);
            count += Math.min(distance, DAY - distance) <= reachSeconds ? 1 : 0;
        }
        return Arrays.copyOf(found, count);
    }
}
