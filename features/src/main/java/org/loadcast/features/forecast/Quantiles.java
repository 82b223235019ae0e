package org.loadcast.features.forecast;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The quantile levels of a forecast, strictly rising inside (0, 1), always with the median. */
public final class Quantiles {

    /** The nine deciles P10 to P90. */
    public static final Quantiles DECILES = of(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9);

    private final double[] levels;
    private final int median;

    private Quantiles(double[] levels, int median) {
        this.levels = levels;
        this.median = median;
    }

    /**
     * Quantiles of the given levels.
     *
     * @throws IllegalArgumentException when a level is outside (0, 1), they do not rise, or 0.5 is not among them
     */
    public static Quantiles of(double... levels) {
        int median = -1;
        for (int i = 0; i < levels.length; i++) {
            if (!(levels[i] > 0 && levels[i] < 1) || (i > 0 && !(levels[i] > levels[i - 1]))) {
                throw new IllegalArgumentException("Quantiles " + Arrays.toString(levels)
                        + " must rise strictly and lie between 0 and 1, for example 0.1, 0.5, 0.9.");
            }
            if (levels[i] == 0.5) {
                median = i;
            }
        }
        if (median < 0) {
            throw new IllegalArgumentException(
                    "Quantiles " + Arrays.toString(levels) + " lack the median 0.5. Add it.");
        }
        return new Quantiles(levels.clone(), median);
    }

    public int count() {
        return levels.length;
    }

    public double level(int index) {
        return levels[index];
    }

    /** Index of the level 0.5. */
    public int medianIndex() {
        return median;
    }

    /** Index of {@code level}, or -1 when it is not among them. */
    public int indexOf(double level) {
        for (int i = 0; i < levels.length; i++) {
            if (Math.abs(levels[i] - level) < 1e-9) {
                return i;
            }
        }
        return -1;
    }

    /** The first, third, ... and last of the levels, where the median is one of these; else all: P10, P30, P50, P70, P90 of the deciles. */
    public Quantiles everySecond() {
        return levels.length % 2 == 1 && median % 2 == 0
                ? of(IntStream.range(0, levels.length)
                        .filter(i -> i % 2 == 0)
                        .mapToDouble(i -> levels[i])
                        .toArray())
                : this;
    }

    /**
     * The value at {@code level} of a row with a value for each of these. Between two levels, and beyond the outermost by the slope of
     * the last pair, a row is linear in the logit of the level: rising rows stay rising, and equal values (a PV plant at night) stay equal.
     */
    public double at(double[] row, double level) {
        int same = indexOf(level);
        if (same >= 0) {
            return row[same];
        }
        if (row.length == 1) {
            return row[0];
        }
        int above = 1;
        while (above < row.length - 1 && levels[above] < level) {
            above++;
        }
        double below = logit(levels[above - 1]);
        double share = (logit(level) - below) / (logit(levels[above]) - below);
        return row[above - 1] + share * (row[above] - row[above - 1]);
    }

    private static double logit(double level) {
        return Math.log(level / (1 - level));
    }

    /** The name of level {@code index} in files and messages: {@code p10}, {@code p50}, {@code p97_5}. */
    public String name(int index) {
        double percent = Math.round(levels[index] * 1e6) / 1e4;
        return percent == Math.rint(percent)
                ? String.format("p%02d", (int) percent)
                : "p" + String.valueOf(percent).replace('.', '_');
    }

    public List<String> names() {
        return IntStream.range(0, levels.length).mapToObj(this::name).collect(Collectors.toList());
    }

    public double[] toArray() {
        return levels.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Quantiles that && Arrays.equals(levels, that.levels);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(levels);
    }

    @Override
    public String toString() {
        return Arrays.toString(levels);
    }
}
