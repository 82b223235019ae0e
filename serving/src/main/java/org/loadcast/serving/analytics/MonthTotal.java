package org.loadcast.serving.analytics;

import java.time.Instant;
import java.time.YearMonth;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.store.DayTotal;

/**
 * A meter's load of one month on its clock.
 *
 * @param days with at least one known quarter-hour
 * @param quarters known quarter-hours
 */
public record MonthTotal(
        MeterId meter,
        YearMonth month,
        double energyKwh,
        int days,
        int quarters,
        double peakKw,
        Instant peakAt,
        double lowestKw) {

    static MonthTotal of(DayTotal day) {
        return new MonthTotal(
                day.meter(),
                YearMonth.from(day.day()),
                day.energyKwh(),
                1,
                day.quarters(),
                day.peakKw(),
                day.peakAt(),
                day.lowestKw());
    }

    /** The total of both, of the same meter and month. */
    MonthTotal plus(MonthTotal later) {
        boolean higher = later.peakKw > peakKw;
        return new MonthTotal(
                meter,
                month,
                energyKwh + later.energyKwh,
                days + later.days,
                quarters + later.quarters,
                higher ? later.peakKw : peakKw,
                higher ? later.peakAt : peakAt,
                Math.min(lowestKw, later.lowestKw));
    }
}
