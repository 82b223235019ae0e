package org.loadcast.training.metrics;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.loadcast.features.forecast.DailyPeak;
import org.loadcast.features.meter.MeterId;

/**
 * How well the highest load of a local day is met, in size and in time, with the forecast peak of {@link DailyPeak}.
 *
 * <p>Counted are the complete {@link LocalDays} of every meter.
 *
 * @param days days counted over all meters, at least one
 * @param maeKw mean absolute difference of forecast and measured peak, kW
 * @param maeShare the same as a share of the mean measured peak; empty where that is not above zero
 * @param biasKw mean difference, kW: negative when peaks are forecast too low
 * @param sameHourRate share of days whose forecast peak starts in the clock hour of the measured one
 * @param hourHitRate share of days whose forecast peak starts at most one hour from the measured one
 * @param coverage share of days whose measured peak lies between P10 and P90 of the forecast peak; empty without these
 */
public record PeakScores(
        int days,
        double maeKw,
        OptionalDouble maeShare,
        double biasKw,
        double sameHourRate,
        double hourHitRate,
        OptionalDouble coverage) {

    private static final long HIT_SECONDS = Duration.ofHours(1).toSeconds();

    /** Peak scores of all meters together; empty when no local day is complete. {@code zone} knows each meter's zone. */
    public static Optional<PeakScores> of(BacktestRows rows, Function<MeterId, ZoneId> zone) {
        Sums sums = new Sums();
        boolean hasBand = rows.quantiles().indexOf(0.1) >= 0 && rows.quantiles().indexOf(0.9) >= 0;
        for (MeterId meter : rows.meters()) {
            BacktestRows own = rows.only(meter);
            for (List<Integer> dayRows :
                    LocalDays.complete(own, zone.apply(meter)).values()) {
                Day day = new Day(own);
                dayRows.forEach(day::add);
                sums.add(day, zone.apply(meter));
            }
        }
        return sums.days == 0 ? Optional.empty() : Optional.of(sums.scores(hasBand));
    }

    private static final class Sums {

        private int days;
        private double absolute;
        private double signed;
        private double measured;
        private int sameHour;
        private int hits;
        private int inside;

        void add(Day day, ZoneId zone) {
            double error = day.forecastPeak - day.measuredPeak;
            days++;
            absolute += Math.abs(error);
            signed += error;
            measured += day.measuredPeak;
            sameHour += hour(day.forecastAt, zone).equals(hour(day.measuredAt, zone)) ? 1 : 0;
            hits += Math.abs(day.forecastAt - day.measuredAt) <= HIT_SECONDS ? 1 : 0;
            inside += day.measuredPeak >= day.low && day.measuredPeak <= day.high ? 1 : 0;
        }

        private static Instant hour(long second, ZoneId zone) {
            return Instant.ofEpochSecond(second)
                    .atZone(zone)
                    .truncatedTo(ChronoUnit.HOURS)
                    .toInstant();
        }

        PeakScores scores(boolean hasBand) {
            return new PeakScores(
                    days,
                    absolute / days,
                    measured > 0 ? OptionalDouble.of(absolute / measured) : OptionalDouble.empty(),
                    signed / days,
                    (double) sameHour / days,
                    (double) hits / days,
                    hasBand ? OptionalDouble.of((double) inside / days) : OptionalDouble.empty());
        }
    }

    private static final class Day {

        private final BacktestRows rows;
        private final int p10;
        private final int p90;
        private double forecastPeak = Double.NEGATIVE_INFINITY;
        private double measuredPeak = Double.NEGATIVE_INFINITY;
        private double low = Double.NEGATIVE_INFINITY;
        private double high = Double.NEGATIVE_INFINITY;
        private long forecastAt;
        private long measuredAt;

        Day(BacktestRows rows) {
            this.rows = rows;
            this.p10 = Math.max(0, rows.quantiles().indexOf(0.1));
            this.p90 = Math.max(0, rows.quantiles().indexOf(0.9));
        }

        void add(int row) {
            if (rows.median(row) > forecastPeak) {
                forecastPeak = rows.median(row);
                forecastAt = rows.targetSecond(row);
            }
            if (rows.measured(row) > measuredPeak) {
                measuredPeak = rows.measured(row);
                measuredAt = rows.targetSecond(row);
            }
            low = Math.max(low, rows.kilowatts(row, p10));
            high = Math.max(high, rows.kilowatts(row, p90));
        }
    }
}
