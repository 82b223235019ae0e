package org.loadcast.serving.overview;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import org.loadcast.features.series.Interval;
import org.loadcast.features.series.LoadSeries;
import org.loadcast.features.series.TimeGrid;

/**
 * Points of a small chart: means over the hours of the clock, of what is there of each, rounded to five digits, which no small
 * chart can show.
 */
final class HourlyMeans {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final MathContext FIVE_DIGITS = new MathContext(5);

    private HourlyMeans() {}

    static LoadSeries of(LoadSeries load, Interval span) {
        return of(load.grid(), i -> load.isMissing(i) ? Double.NaN : load.kilowatts(i), span);
    }

    /** Of values on {@code grid}, over the hours that {@code span} touches. */
    static LoadSeries of(TimeGrid grid, IntToDoubleFunction kilowatts, Interval span) {
        TimeGrid hours = TimeGrid.covering(span, HOUR);
        double[] sums = new double[hours.length()];
        int[] counts = new int[hours.length()];
        for (int i = 0; i < grid.length(); i++) {
            int hour = hours.indexOf(grid.startOf(i));
            double value = kilowatts.applyAsDouble(i);
            if (hour >= 0 && hour < sums.length && !Double.isNaN(value)) {
                sums[hour] += value;
                counts[hour]++;
            }
        }
        double[] means = new double[sums.length];
        Arrays.setAll(means, hour -> counts[hour] == 0 ? Double.NaN : rounded(sums[hour] / counts[hour]));
        return LoadSeries.ofArray(hours, means);
    }

    private static double rounded(double value) {
        return value == 0 ? 0 : new BigDecimal(value).round(FIVE_DIGITS).doubleValue();
    }
}
