package org.loadcast.features.quality;

import java.util.Arrays;
import org.loadcast.features.series.LoadSeries;

/** What is usual for a meter at a time of day. */
final class Usual {

    private static final int DAYS = 10;
    private static final int LEAST_DAYS = 7;

    private Usual() {}

    /**
     * For each interval the median in kW of the same time of day in the ten days before and the ten after it, without its own
     * value; NaN when fewer than seven of them are known.
     */
    static double[] medians(LoadSeries series) {
        double[] values = series.toArray();
        int perDay = Math.max(1, series.grid().stepsPerDay());
        double[] medians = new double[values.length];
        double[] around = new double[2 * DAYS];
        for (int i = 0; i < values.length; i++) {
            int count = 0;
            for (int day = -DAYS; day <= DAYS; day++) {
                int at = i + day * perDay;
                if (day != 0 && at >= 0 && at < values.length && !Double.isNaN(values[at])) {
                    around[count++] = values[at];
                }
            }
            Arrays.sort(around, 0, count);
            medians[i] = count < LEAST_DAYS ? Double.NaN : around[count / 2];
        }
        return medians;
    }
}
