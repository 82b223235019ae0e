package org.loadcast.features.series;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * Brings a series to another regular step without losing or adding energy.
 *
 * <p>A target interval has the mean power of what overlaps it, each source interval weighted by its overlap: finer sources
 * are averaged, coarser ones spread, and steps that do not divide each other share by time. A target interval with a part
 * missing is missing, unless a smaller share is allowed; the mean is then that of the known part. Energy is conserved
 * exactly over every span in which nothing is missing and that starts and ends with an interval of both grids.
 */
public final class Resampler {

    private final Duration step;
    private final double leastShare;

    private Resampler(Duration step, double leastShare) {
        this.step = step;
        this.leastShare = leastShare;
    }

    /** A resampler to epoch-aligned intervals of {@code step}, for which the whole interval must be known. */
    public static Resampler to(Duration step) {
        return new Resampler(step, 1);
    }

    /**
     * The same with a mean for every interval of which at least {@code share} is known.
     *
     * @throws IllegalArgumentException when {@code share} is not above 0 and at most 1
     */
    public Resampler allowingShare(double share) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException(
                    "Share " + share + " of an interval that must be known is not above 0 and at most 1.");
        }
        return new Resampler(step, share);
    }

    /** {@code source} on the epoch-aligned grid of this step that covers it. */
    public LoadSeries apply(LoadSeries source) {
        TimeGrid from = source.grid();
        if (from.length() == 0) {
            return LoadSeries.builder(new TimeGrid(from.start(), step, 0)).build();
        }
        TimeGrid to = TimeGrid.covering(new Interval(from.start(), from.end()), step);
        return to.equals(from) ? source : onto(to, source);
    }

    /** {@code source} on {@code target}, whatever its step and start; parts that it does not cover are missing. */
    private LoadSeries onto(TimeGrid target, LoadSeries source) {
        double[] values = source.toArray();
        TimeGrid from = source.grid();
        long unit = commonUnit(from, target);
        long offset = (target.start().getEpochSecond() - from.start().getEpochSecond()) / unit;
        long sourceStep = from.step().toSeconds() / unit;
        long targetStep = target.step().toSeconds() / unit;
        double[] means = new double[target.length()];
        Arrays.setAll(means, i -> mean(values, sourceStep, offset + i * targetStep, targetStep));
        return LoadSeries.ofArray(target, means);
    }

    /**
     * The mean over {@code [start, start + length)}, where source interval {@code k} is {@code [k * step, (k + 1) * step)}.
     * Times are whole numbers of the largest common unit, so that equal shares weigh exactly 1.
     */
    private double mean(double[] values, long sourceStep, long start, long length) {
        long end = start + length;
        int first = Math.toIntExact(Math.max(0, Math.floorDiv(start, sourceStep)));
        double sum = 0;
        long known = 0;
        for (int k = first; k < values.length && k * sourceStep < end; k++) {
            if (!Double.isNaN(values[k])) {
                long overlap = Math.min(end, (k + 1) * sourceStep) - Math.max(start, k * sourceStep);
                sum += overlap * values[k];
                known += overlap;
            }
        }
        return known > 0 && known >= leastShare * length ? sum / known : Double.NaN;
    }

    private static long commonUnit(TimeGrid a, TimeGrid b) {
        Instant first = a.start();
        return BigInteger.valueOf(a.step().toSeconds())
                .gcd(BigInteger.valueOf(b.step().toSeconds()))
                .gcd(BigInteger.valueOf(b.start().getEpochSecond() - first.getEpochSecond()))
                .longValueExact();
    }
}
