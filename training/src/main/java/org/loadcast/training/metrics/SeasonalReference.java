package org.loadcast.training.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.series.LoadSeries;
import org.loadcast.features.series.TimeGrid;

/**
 * What every forecast is measured against: the seasonal naive forecast and the seasonal scale of MASE.
 *
 * <p>The seasonal naive forecast of a target is the latest value of the same season position that had ended at the cutoff.
 * The scale is {@code mean |y[t] - y[t - season]|} over what was known (Hyndman and Koehler, "Another look at measures of
 * forecast accuracy", 2006). Immutable and thread-safe.
 */
public final class SeasonalReference {

    /** Which history makes the scale. */
    public enum Scale {
        /** All before the first cutoff: the same scale for every forecast of a meter. */
        FIRST_CUTOFF,
        /** All before the forecast's own cutoff. */
        EXPANDING
    }

    private final int season;
    private final Scale scale;
    private final Instant firstCutoff;
    private final Map<MeterId, Differences> meters = new HashMap<>();

    /**
     * A reference.
     *
     * @param measured load of every meter on its task's step, from the start of its history to the last target
     * @param season the season in steps, such as 672 for a week of quarter-hours
     * @param firstCutoff the first cutoff of the backtest
     */
    public SeasonalReference(Map<MeterId, LoadSeries> measured, int season, Scale scale, Instant firstCutoff) {
        if (season < 1) {
            throw new IllegalArgumentException(
                    "Season " + season + " is not a positive number of steps, such as 96 for a day of quarter-hours.");
        }
        this.season = season;
        this.scale = scale;
        this.firstCutoff = firstCutoff;
        measured.forEach((id, series) -> meters.put(id, new Differences(series, season)));
    }

    /** Steps in a season. */
    public int season() {
        return season;
    }

    /** The seasonal naive forecast in kW; empty when the value is missing. */
    public OptionalDouble naive(MeterId meter, Instant cutoff, Instant target) {
        double value = naiveOrNaN(meter, cutoff.getEpochSecond(), target.getEpochSecond());
        return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** Scale of the errors of a forecast made at {@code cutoff}, kW; empty when the history is too short or constant. */
    public OptionalDouble scale(MeterId meter, Instant cutoff) {
        Instant until = scale == Scale.EXPANDING ? cutoff : firstCutoff;
        double value = of(meter).meanBefore(until);
        return value > 0 ? OptionalDouble.of(value) : OptionalDouble.empty();
    }

    double naiveOrNaN(MeterId meter, long cutoff, long target) {
        LoadSeries series = of(meter).series;
        TimeGrid grid = series.grid();
        long step = grid.step().toSeconds();
        long period = season * step;
        long lastKnownStart = cutoff - step;
        long periodsBack = Math.max(1, Math.floorDiv(target - lastKnownStart + period - 1, period));
        int index = grid.indexOf(Instant.ofEpochSecond(target - periodsBack * period));
        return index < 0 || index >= series.length() || series.isMissing(index) ? Double.NaN : series.kilowatts(index);
    }

    private Differences of(MeterId meter) {
        Differences found = meters.get(meter);
        if (found == null) {
            throw new IllegalArgumentException("The reference knows no load of meter " + meter
                    + ". Give it the series of every meter that is scored.");
        }
        return found;
    }

    /** Running sums of the seasonal differences, so that the scale of any cutoff is one look-up. */
    private static final class Differences {

        private final LoadSeries series;
        private final double[] sum;
        private final int[] count;

        Differences(LoadSeries series, int season) {
            this.series = series;
            this.sum = new double[series.length() + 1];
            this.count = new int[series.length() + 1];
            for (int i = 0; i < series.length(); i++) {
                boolean both = i >= season && !series.isMissing(i) && !series.isMissing(i - season);
                sum[i + 1] = sum[i] + (both ? Math.abs(series.kilowatts(i) - series.kilowatts(i - season)) : 0);
                count[i + 1] = count[i] + (both ? 1 : 0);
            }
        }

        double meanBefore(Instant cutoff) {
            Duration fromStart = Duration.between(series.grid().start(), cutoff);
            long ended =
                    Math.floorDiv(fromStart.toSeconds(), series.grid().step().toSeconds());
            int known = (int) Math.max(0, Math.min(series.length(), ended));
            return count[known] == 0 ? Double.NaN : sum[known] / count[known];
        }
    }
}
