package org.loadcast.training.metrics;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.loadcast.features.meter.MeterId;

/**
 * How well the highest load of a local day is met, in size and in time.
 *
 * <p>Counted are the complete {@link LocalDays} of every meter. The forecast peak is the highest median.
 *
 * @param days days counted over all meters, at least one
 * @param maeKw mean absolute difference of forecast and measured peak, kW
 * @param biasKw mean difference, kW: negative when peaks are forecast too low
 * @param hourHitRate share of days whose forecast peak starts at most one hour from the measured one
 */
public record PeakScores(int days, double maeKw, double biasKw, double hourHitRate) {

    private static final long HIT_SECONDS = Duration.ofHours(1).toSeconds();

    /** Peak scores of all meters together; empty when no local day is complete. {@code zone} knows each meter's zone. */
    public static Optional<PeakScores> of(BacktestRows rows, Function<MeterId, ZoneId> zone) {
        int days = 0;
        double absolute = 0;
        double signed = 0;
        int hits = 0;
        for (MeterId meter : rows.meters()) {
            BacktestRows own = rows.only(meter);
            for (List<Integer> dayRows :
                    LocalDays.complete(own, zone.apply(meter)).values()) {
                Day day = new Day();
                dayRows.forEach(row -> day.add(own, row));
                double error = day.forecastPeak - day.measuredPeak;
                days++;
                absolute += Math.abs(error);
                signed += error;
                hits += Math.abs(day.forecastAt - day.measuredAt) <= HIT_SECONDS ? 1 : 0;
            }
        }
        return days == 0
                ? Optional.empty()
                : Optional.of(new PeakScores(days, absolute / days, signed / days, (double) hits / days));
    }

    private static final class Day {

        private double forecastPeak = Double.NEGATIVE_INFINITY;
        private double measuredPeak = Double.NEGATIVE_INFINITY;
        private long forecastAt;
        private long measuredAt;

        void add(BacktestRows rows, int row) {
            if (rows.median(row) > forecastPeak) {
                forecastPeak = rows.median(row);
                forecastAt = rows.targetSecond(row);
            }
            if (rows.measured(row) > measuredPeak) {
                measuredPeak = rows.measured(row);
                measuredAt = rows.targetSecond(row);
            }
        }
    }
}
