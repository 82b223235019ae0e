package org.loadcast.training.report;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.loadcast.training.metrics.BacktestRows;
import org.loadcast.training.metrics.LocalDays;
import org.loadcast.training.metrics.SeasonalReference;

/** What went wrong on one local day of one meter, and what the numbers say of why. */
final class DayError {

    /** Share of the error that lies on one side, from which on the day as a whole was missed. */
    private static final double ONE_SIDED = 0.8;

    private static final double UNLIKE = 1.3;
    private static final double MOSTLY_OUTSIDE = 0.5;
    private static final Duration ANOTHER_HOUR = Duration.ofHours(2);

    private final MeterFinding meter;
    private final LocalDate date;
    private final List<Integer> dayRows;
    private final double error;
    private final double load;
    private final double bias;
    private final double naiveError;
    private final double outside;

    private DayError(MeterFinding meter, LocalDate date, List<Integer> dayRows, SeasonalReference reference) {
        this.meter = meter;
        this.date = date;
        this.dayRows = dayRows;
        BacktestRows rows = meter.rows();
        int last = rows.quantiles().count() - 1;
        double sumOfErrors = 0;
        double sumOfLoads = 0;
        double sum = 0;
        double naive = 0;
        int out = 0;
        for (int row : dayRows) {
            double miss = rows.median(row) - rows.measured(row);
            sumOfErrors += Math.abs(miss);
            sum += miss;
            sumOfLoads += Math.abs(rows.measured(row));
            OptionalDouble repeated = reference.naive(meter.meter(), rows.cutoff(row), rows.target(row));
            naive += repeated.isPresent() ? Math.abs(repeated.getAsDouble() - rows.measured(row)) : Double.NaN;
            boolean inside =
                    rows.measured(row) >= rows.kilowatts(row, 0) && rows.measured(row) <= rows.kilowatts(row, last);
            out += inside ? 0 : 1;
        }
        this.error = sumOfErrors;
        this.load = sumOfLoads;
        this.bias = sum;
        this.naiveError = naive;
        this.outside = last > 0 ? (double) out / dayRows.size() : 0;
    }

    /** The days of a meter of which most was measured; all, where none is. */
    static List<DayError> of(MeterFinding meter, SeasonalReference reference) {
        List<DayError> days = new ArrayList<>();
        LocalDays.complete(meter.rows(), meter.zone()).forEach((date, rows) -> {
            DayError day = new DayError(meter, date, rows, reference);
            if (day.load > 0) {
                days.add(day);
            }
        });
        return days;
    }

    private double share() {
        return error / load;
    }

    /** The day's error over that of the meter's average. */
    double timesUsual() {
        double usual = meter.scores().wape().orElse(0);
        return usual > 0 ? share() / usual : 0;
    }

    Story.BadDay told() {
        BacktestRows rows = meter.rows();
        Set<Object> targets = new LinkedHashSet<>();
        dayRows.forEach(row -> targets.add(rows.target(row)));
        // Several forecasts may be for one interval: energies are those of one day.
        double hours = rows.step().toSeconds() / 3600.0 * targets.size() / dayRows.size();
        double measured = dayRows.stream().mapToDouble(rows::measured).sum() * hours;
        return new Story.BadDay(meter.meter().value(), date, measured, measured + bias * hours, share(), reasons());
    }

    private List<String> reasons() {
        List<String> reasons = new ArrayList<>();
        double usualNaive = meter.scores().naiveWape().orElse(Double.NaN);
        if (naiveError / load > UNLIKE * usualNaive) {
            reasons.add("A day unlike those before it: repeating the last season misses by "
                    + Numbers.percent(naiveError / load, 0) + ", usually by " + Numbers.percent(usualNaive, 0) + ".");
        } else if (naiveError < error) {
            reasons.add("Repeating the last season would have missed by " + Numbers.percent(naiveError / load, 0)
                    + " only.");
        }
        if (Math.abs(bias) > ONE_SIDED * error) {
            reasons.add("Too " + (bias > 0 ? "high" : "low") + " nearly all day.");
        }
        Duration between = Duration.between(time(measuredPeak()), time(forecastPeak()));
        if (between.abs().compareTo(ANOTHER_HOUR) >= 0) {
            reasons.add("The peak came at " + time(measuredPeak()) + ", forecast for " + time(forecastPeak()) + ".");
        }
        if (outside > MOSTLY_OUTSIDE) {
            reasons.add(Numbers.percent(outside, 0) + " of the values lie outside of the band.");
        }
        if (reasons.isEmpty()) {
            reasons.add("Nothing stands out: the day's shape was another one.");
        }
        return reasons;
    }

    private int measuredPeak() {
        return dayRows.stream()
                .max(Comparator.comparingDouble(row -> Math.abs(meter.rows().measured(row))))
                .orElseThrow();
    }

    private int forecastPeak() {
        return dayRows.stream()
                .max(Comparator.comparingDouble(row -> Math.abs(meter.rows().median(row))))
                .orElseThrow();
    }

    private LocalTime time(int row) {
        return meter.rows().target(row).atZone(meter.zone()).toLocalTime();
    }
}
