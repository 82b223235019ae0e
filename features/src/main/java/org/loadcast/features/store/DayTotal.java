package org.loadcast.features.store;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.series.LoadSeries;
import org.loadcast.features.series.TimeGrid;

/**
 * A meter's load of one local day, from the means of its known quarter-hours.
 *
 * @param day on the clock of the meter
 * @param energyKwh of the known quarter-hours
 * @param quarters how many are known; more than 0, and 96 on most days that are complete
 * @param peakKw the highest mean of a quarter-hour
 * @param peakAt when that quarter-hour starts, the first one of several
 * @param lowestKw the lowest mean of a quarter-hour; the peak of generation when it is negative
 */
public record DayTotal(
        MeterId meter, LocalDate day, double energyKwh, int quarters, double peakKw, Instant peakAt, double lowestKw) {

    public DayTotal {
        if (quarters < 1) {
            throw new IllegalArgumentException("Day " + day + " of meter " + meter + " has " + quarters
                    + " known quarter-hours. A day without one has no total.");
        }
    }

    /** Mean of the known quarter-hours in kW. */
    public double meanKw() {
        return energyKwh * 4 / quarters;
    }

    /** The days of {@code quarterHours} that have a known value, by day; a quarter-hour belongs to the day of its start. */
    public static List<DayTotal> of(MeterId meter, ZoneId zone, LoadSeries quarterHours) {
        TimeGrid grid = quarterHours.grid();
        List<DayTotal> totals = new ArrayList<>();
        int from = 0;
        while (from < grid.length()) {
            LocalDate day = grid.startOf(from).atZone(zone).toLocalDate();
            Instant end = day.plusDays(1).atStartOfDay(zone).toInstant();
            int to = from + 1;
            while (to < grid.length() && grid.startOf(to).isBefore(end)) {
                to++;
            }
            total(meter, day, quarterHours, from, to, totals);
            from = to;
        }
        return totals;
    }

    private static void total(
            MeterId meter, LocalDate day, LoadSeries quarterHours, int from, int to, List<DayTotal> totals) {
        double sum = 0;
        int known = 0;
        int peak = from;
        double lowest = Double.POSITIVE_INFINITY;
        for (int i = from; i < to; i++) {
            if (!quarterHours.isMissing(i)) {
                double kw = quarterHours.kilowatts(i);
                peak = known == 0 || kw > quarterHours.kilowatts(peak) ? i : peak;
                lowest = Math.min(lowest, kw);
                sum += kw;
                known++;
            }
        }
        if (known > 0) {
            Instant peakAt = quarterHours.grid().startOf(peak);
            totals.add(new DayTotal(meter, day, sum / 4, known, quarterHours.kilowatts(peak), peakAt, lowest));
        }
    }
}
