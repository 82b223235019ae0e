package org.loadcast.features.transform;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.loadcast.features.calendar.LocalClock;
import org.loadcast.features.view.PointInTimeView;

/**
 * A robust typical value: the weighted quantile of the load at nearby times of the last weeks.
 *
 * <p>Around the target's wall-clock time on each of the last {@value #DAYS} days, neighbouring slots within an hour are
 * taken; weights fall with age and distance and rise for days of the same kind. Values are rescaled by how the level of
 * the last day compares with the level then. Needs no training; the strongest simple baseline for single homes.
 */
public final class KernelProfile {

    private static final int DAYS = 35;
    private static final double LEVEL_EXPONENT = 0.3;
    private static final int BUCKETS = 64;
    private static final double NOTHING_KW = 1e-12;

    private final double[] weightOfAge;
    private final double sameKindWeight;

    /**
     * A profile.
     *
     * @param decayDays age at which a day's weight has fallen to 1/e
     * @param sameKindWeight weight of a day of the target's kind (workday, Saturday, Sunday or holiday) over another day's
     */
    public KernelProfile(double decayDays, double sameKindWeight) {
        this.weightOfAge = IntStream.rangeClosed(0, DAYS)
                .mapToDouble(day -> Math.exp(-day / decayDays))
                .toArray();
        this.sameKindWeight = sameKindWeight;
    }

    /**
     * Weighted quantiles of the load at interval {@code target}.
     *
     * @param target index on the view's raster, at or after its cutoff
     * @param levels rising quantile levels
     * @return one value in kW for each level; all NaN when nothing is known near that time of day
     */
    public double[] quantiles(PointInTimeView view, int target, double[] levels) {
        LocalClock clock = view.clock();
        int perHour = Math.max(1, (int) (3600 / view.step().toSeconds()));
        int reach = perHour == 1 ? 1 : Math.min(perHour, 4);
        int perDay = 24 * perHour;
        int kind = view.days().kind(clock.epochDay(target));
        int cutoff = view.cutoffIndex();
        double levelNow = Math.abs(view.meanLoad(cutoff - perDay, cutoff));
        int capacity = DAYS * (2 * reach + 1);
        double[] values = new double[capacity];
        double[] weights = new double[capacity];
        int count = 0;
        for (int day = 1; day <= DAYS; day++) {
            int centre = clock.daysBefore(target, day);
            if (centre - reach >= cutoff) {
                continue;
            }
            double weight = weightOfAge[day] * (view.days().kind(clock.epochDay(centre)) == kind ? sameKindWeight : 1);
            double scale = levelScale(levelNow, Math.abs(view.meanLoad(centre - perDay / 2, centre + perDay / 2)));
            for (int k = -reach; k <= reach; k++) {
                double load = view.load(centre + k);
                if (!Double.isNaN(load)) {
                    values[count] = load * scale;
                    weights[count++] = weight * (1 - Math.abs(k) / (reach + 1.0));
                }
            }
        }
        return weightedQuantiles(values, weights, count, levels);
    }

    private static double levelScale(double now, double then) {
        if (Double.isNaN(now) || Double.isNaN(then) || then == 0) {
            return 1;
        }
        return Math.pow(Math.min(4, Math.max(0.25, now / then)), LEVEL_EXPONENT);
    }

    /**
     * For each level the least value at or below which lies that share of all weight. Values are dealt out to buckets of equal width, and
     * only the buckets that a level falls into are sorted.
     */
    static double[] weightedQuantiles(double[] values, double[] weights, int count, double[] levels) {
        double[] result = new double[levels.length];
        if (count == 0) {
            Arrays.fill(result, Double.NaN);
            return result;
        }
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        double total = 0;
        for (int i = 0; i < count; i++) {
            least = Math.min(least, values[i]);
            most = Math.max(most, values[i]);
            total += weights[i];
        }
        double perKw = most - least > NOTHING_KW ? (BUCKETS - 1) / (most - least) : 0;
        int last = (int) ((most - least) * perKw);
        int[] bucketOf = new int[count];
        double[] weightOf = new double[BUCKETS];
        for (int i = 0; i < count; i++) {
            bucketOf[i] = (int) ((values[i] - least) * perKw);
            weightOf[bucketOf[i]] += weights[i];
        }
        double below = 0;
        int bucket = 0;
        for (int q = 0; q < levels.length; q++) {
            double goal = levels[q] * total;
            while (bucket < last && below + weightOf[bucket] < goal) {
                below += weightOf[bucket++];
            }
            result[q] = inBucket(bucket, bucketOf, values, weights, goal - below);
        }
        return result;
    }

    private static double inBucket(int bucket, int[] bucketOf, double[] values, double[] weights, double goal) {
        int[] members = new int[bucketOf.length];
        int count = 0;
        for (int i = 0; i < bucketOf.length; i++) {
            members[count] = i;
            count += bucketOf[i] == bucket ? 1 : 0;
        }
        for (int i = 1; i < count; i++) {
            int moved = members[i];
            int to = i;
            for (; to > 0 && values[members[to - 1]] > values[moved]; to--) {
                members[to] = members[to - 1];
            }
            members[to] = moved;
        }
        double below = 0;
        int at = 0;
        while (at < count - 1 && below + weights[members[at]] < goal) {
            below += weights[members[at++]];
        }
        return values[members[at]];
    }
}
