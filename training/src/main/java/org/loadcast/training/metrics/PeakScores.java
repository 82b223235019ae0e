package org.loadcast.training.metrics;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.loadcast.features.meter.MeterId;

/**
 * How well the highest load of a local day is met, in size and in time.
 *
 * <p>Counted are the local days (23, 24 or 25 hours) of a meter whose every interval is measured and forecast; where several
 * cutoffs forecast an interval, the latest counts. The forecast peak is the highest median.
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
            for (Day day : completeDays(rows.only(meter), zone.apply(meter)).values()) {
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

    private static SortedMap<LocalDate, Day> completeDays(BacktestRows rows, ZoneId zone) {
        SortedMap<Long, Integer> latest = new TreeMap<>();
        for (int row = 0; row < rows.size(); row++) {
            if (rows.isMeasured(row)) {
                latest.put(rows.targetSecond(row), row); // rows are by cutoff: the latest stays
            }
        }
        SortedMap<LocalDate, Day> days = new TreeMap<>();
        latest.values().forEach(row -> {
            LocalDate date = rows.target(row).atZone(zone).toLocalDate();
            days.computeIfAbsent(date, any -> new Day()).add(rows, row);
        });
        days.entrySet().removeIf(day -> day.getValue().intervals != intervalsIn(day.getKey(), zone, rows.step()));
        return days;
    }

    private static long intervalsIn(LocalDate day, ZoneId zone, Duration step) {
        Duration length =
                Duration.between(day.atStartOfDay(zone), day.plusDays(1).atStartOfDay(zone));
        return length.dividedBy(step);
    }

    private static final class Day {

        private int intervals;
        private double forecastPeak = Double.NEGATIVE_INFINITY;
        private double measuredPeak = Double.NEGATIVE_INFINITY;
        private long forecastAt;
        private long measuredAt;

        void add(BacktestRows rows, int row) {
            intervals++;
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
