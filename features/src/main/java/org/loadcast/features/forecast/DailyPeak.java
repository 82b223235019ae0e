package org.loadcast.features.forecast;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * The highest load of a forecast day: when it is expected, and its size as quantiles.
 *
 * <p>It is expected where the median is highest. Quantile q of its size is the highest quantile q of any interval. That is exact
 * when the day as a whole turns out high or low (errors of its intervals move together, as those of weather and occupancy do);
 * where they move apart, a real peak is rather higher than this median, which the backtest's peak bias shows. No scenarios are
 * drawn. Immutable.
 */
public final class DailyPeak {

    private final Instant start;
    private final Quantiles quantiles;
    private final double[] kilowatts;

    private DailyPeak(Instant start, Quantiles quantiles, double[] kilowatts) {
        this.start = start;
        this.quantiles = quantiles;
        this.kilowatts = kilowatts;
    }

    /** The peak of a day-ahead forecast; empty for another horizon, whose span is no day. */
    public static Optional<DailyPeak> of(Forecast forecast) {
        if (!forecast.horizon().equals(Horizon.DAY_AHEAD.label())) {
            return Optional.empty();
        }
        Quantiles quantiles = forecast.quantiles();
        double[] highest = new double[quantiles.count()];
        Arrays.fill(highest, Double.NEGATIVE_INFINITY);
        int at = 0;
        for (int i = 0; i < forecast.grid().length(); i++) {
            at = forecast.median(i) > forecast.median(at) ? i : at;
            for (int q = 0; q < highest.length; q++) {
                highest[q] = Math.max(highest[q], forecast.kilowatts(i, q));
            }
        }
        return Optional.of(new DailyPeak(forecast.grid().startOf(at), quantiles, highest));
    }

    /** Start of the interval in which the peak is expected. */
    public Instant start() {
        return start;
    }

    /** Levels of the size, those of the forecast. */
    public Quantiles quantiles() {
        return quantiles;
    }

    /** Quantile {@code quantile} (an index into {@link #quantiles}) of the size, kW. */
    public double kilowatts(int quantile) {
        return kilowatts[quantile];
    }

    /** The expected size, kW. */
    public double median() {
        return kilowatts[quantiles.medianIndex()];
    }

    @Override
    public String toString() {
        return "DailyPeak[" + start + ", " + quantiles + " = " + Arrays.toString(kilowatts) + " kW]";
    }
}
