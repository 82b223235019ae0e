package org.loadcast.features.transform;

import java.util.Arrays;
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
    private static final int INDEX_BITS = 10;
    private static final long INDEX_MASK = (1L << INDEX_BITS) - 1;

    private final double decayDays;
    private final double sameKindWeight;

    /**
     * A profile.
     *
     * @param decayDays age at which a day's weight has fallen to 1/e
     * @param sameKindWeight weight of a day of the target's kind (workday, Saturday, Sunday or holiday) over another day's
     */
    public KernelProfile(double decayDays, double sameKindWeight) {
        this.decayDays = decayDays;
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
            double weight = Math.exp(-day / decayDays)
                    * (view.days().kind(clock.epochDay(centre)) == kind ? sameKindWeight : 1);
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

    private static double[] weightedQuantiles(double[] values, double[] weights, int count, double[] levels) {
        double[] result = new double[levels.length];
        if (count == 0) {
            Arrays.fill(result, Double.NaN);
            return result;
        }
        long[] order = new long[count];
        double total = 0;
        for (int i = 0; i < count; i++) {
            long bits = Double.doubleToLongBits(values[i] + 0.0);
            long sortable = bits ^ ((bits >> 63) & Long.MAX_VALUE);
            order[i] = (sortable & ~INDEX_MASK) | i;
            total += weights[i];
        }
        Arrays.sort(order);
        double below = 0;
        int at = 0;
        for (int q = 0; q < levels.length; q++) {
            double goal = levels[q] * total;
            while (at < count - 1 && below + weights[(int) (order[at] & INDEX_MASK)] < goal) {
                below += weights[(int) (order[at] & INDEX_MASK)];
                at++;
            }
            result[q] = values[(int) (order[at] & INDEX_MASK)];
        }
        return result;
    }
}
