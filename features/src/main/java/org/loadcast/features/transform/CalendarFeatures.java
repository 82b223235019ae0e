package org.loadcast.features.transform;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.loadcast.features.calendar.DayTypes;
import org.loadcast.features.calendar.LocalClock;
import org.loadcast.features.series.TimeGrid;
import org.loadcast.features.view.PointInTimeView;

/**
 * The target's place in the day, week and year on the meter's wall clock, and its holidays.
 *
 * <p>Angles go in as sine and cosine. {@code cal.christmas} counts days from 25 December, clipped at ten; {@code
 * cal.year_end} tells how much of the standstill between Christmas and New Year there is, {@code cal.year_end_workday} the same on
 * workdays alone; {@code cal.holiday_part} tells on holidays which of 24 parts the year is in, so that not all holidays are
 * one, and is 0 on other days; {@code cal.trend_days} counts days since 2000.
 */
public final class CalendarFeatures implements Transform, FittedTransform {

    private static final double YEAR_DAYS = 365.2425;
    private static final int CHRISTMAS_REACH = 10;
    /** 29 December, in days from Christmas, and how many days before and after it the year's end lasts and takes to come. */
    private static final double YEAR_END_MIDDLE = 4;

    private static final double YEAR_END_PLATEAU = 3;
    private static final double YEAR_END_SLOPE = 6;

    /** A date of its own, because training reads years of history and serving a few weeks. */
    private static final long TREND_START = LocalDate.of(2000, 1, 1).toEpochDay();

    private final List<String> columns = names();

    private static List<String> names() {
        List<String> names = new ArrayList<>(List.of("cal.hour", "cal.weekday", "cal.weekend"));
        names.addAll(List.of("cal.sin_hour", "cal.cos_hour", "cal.sin_hour_2", "cal.cos_hour_2"));
        names.addAll(List.of("cal.sin_year", "cal.cos_year", "cal.sin_year_2", "cal.cos_year_2"));
        names.addAll(List.of("cal.day_of_year", "cal.kind", "cal.holiday", "cal.holiday_before", "cal.holiday_after"));
        names.addAll(List.of(
                "cal.bridge",
                "cal.christmas",
                "cal.year_end",
                "cal.year_end_workday",
                "cal.holiday_part",
                "cal.lag_1_kind",
                "cal.lag_7_holiday",
                "cal.trend_days"));
        return List.copyOf(names);
    }

    @Override
    public FittedTransform fit(PointInTimeView view) {
        return this;
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public void apply(PointInTimeView view, TimeGrid target, FeatureMatrix out, int firstColumn) {
        LocalClock clock = view.clock();
        DayTypes days = view.days();
        int firstTarget = view.grid().indexOf(target.start());
        for (int row = 0; row < target.length(); row++) {
            int index = firstTarget + row;
            long day = clock.epochDay(index);
            int weekday = clock.weekday(index);
            double hourAngle = 2 * Math.PI * clock.hour(index) / 24;
            double dayOfYear = Math.floorMod(day, 1461) % YEAR_DAYS;
            double yearAngle = 2 * Math.PI * dayOfYear / YEAR_DAYS;
            Cells cells = new Cells(out, row, firstColumn);
            cells.put(clock.hour(index));
            cells.put(weekday);
            cells.put(weekday >= 6);
            cells.put(Math.sin(hourAngle));
            cells.put(Math.cos(hourAngle));
            cells.put(Math.sin(2 * hourAngle));
            cells.put(Math.cos(2 * hourAngle));
            cells.put(Math.sin(yearAngle));
            cells.put(Math.cos(yearAngle));
            cells.put(Math.sin(2 * yearAngle));
            cells.put(Math.cos(2 * yearAngle));
            cells.put(dayOfYear);
            cells.put(days.kind(day));
            cells.put(days.isHoliday(day));
            cells.put(days.isHoliday(day + 1));
            cells.put(days.isHoliday(day - 1));
            cells.put(days.isBridge(day));
            double fromChristmas = fromChristmas(day);
            cells.put(Math.max(-CHRISTMAS_REACH, Math.min(CHRISTMAS_REACH, fromChristmas)));
            double yearEnd = yearEnd(fromChristmas);
            cells.put(yearEnd);
            cells.put(days.isWorkday(day) ? yearEnd : 0);
            cells.put(days.isHoliday(day) ? partOfYear(day) : 0);
            cells.put(days.kind(day - 1));
            cells.put(days.isHoliday(day - 7));
            cells.put((double) (day - TREND_START));
        }
    }

    /** 1 to 24: half months, parted after the 14th because many holidays are tied to the second week's weekday. */
    private static int partOfYear(long day) {
        LocalDate date = LocalDate.ofEpochDay(day);
        return 2 * date.getMonthValue() - (date.getDayOfMonth() <= 14 ? 1 : 0);
    }

    /** Days since the nearest 25 December. */
    private static double fromChristmas(long day) {
        LocalDate date = LocalDate.ofEpochDay(day);
        int year = date.getMonthValue() > 6 ? date.getYear() : date.getYear() - 1;
        return (double) (day - LocalDate.of(year, 12, 25).toEpochDay());
    }

    /** 1 between Christmas and New Year, falling to 0 within a week before and after. */
    private static double yearEnd(double fromChristmas) {
        double beyond = Math.abs(fromChristmas - YEAR_END_MIDDLE) - YEAR_END_PLATEAU;
        return Math.max(0, Math.min(1, 1 - beyond / YEAR_END_SLOPE));
    }
}
