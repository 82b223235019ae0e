package org.loadcast.features.transform;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.loadcast.features.calendar.Daylight;
import org.loadcast.features.calendar.HijriCalendar;
import org.loadcast.features.calendar.LocalDay;
import org.loadcast.features.meter.GeoPoint;
import org.loadcast.features.series.TimeGrid;
import org.loadcast.features.view.PointInTimeView;

/**
 * Ramadan and the two feasts, where the meter's country keeps them; no columns elsewhere.
 *
 * <p>In Ramadan the day turns around sunset, when the fast is broken: {@code hijri.after_iftar} counts the hours since, negative before,
 * within six hours; {@code hijri.iftar} is 1 at sunset and 0 two hours away; {@code hijri.night} is 1 from sunset to dawn (an
 * hour and a half before sunrise). {@code hijri.lag_1_fast} and {@code hijri.lag_7_fast} tell whether the days that load lags look at were
 * of Ramadan.
 */
public final class HijriFeatures implements Transform {

    private static final List<String> COLUMNS = List.of(
            "hijri.fast",
            "hijri.day_of_fast",
            "hijri.after_iftar",
            "hijri.iftar",
            "hijri.night",
            "hijri.feast_of_breaking",
            "hijri.feast_of_sacrifice",
            "hijri.lag_1_fast",
            "hijri.lag_7_fast",
            "hijri.lag_7_feast");

    private static final double REACH_HOURS = 6;
    private static final double IFTAR_HOURS = 2;
    private static final Duration DAWN_BEFORE_SUNRISE = Duration.ofMinutes(90);

    @Override
    public FittedTransform fit(PointInTimeView view) {
        Optional<HijriCalendar> calendar = HijriCalendar.forMeter(view.meter());
        return calendar.isPresent() ? new Kept(calendar.get()) : Nothing.INSTANCE;
    }

    private record Kept(HijriCalendar calendar) implements FittedTransform {

        @Override
        public List<String> columns() {
            return COLUMNS;
        }

        @Override
        public void apply(PointInTimeView view, TimeGrid target, FeatureMatrix out, int firstColumn) {
            Map<Long, Sun> suns = new HashMap<>();
            for (int row = 0; row < target.length(); row++) {
                int index = view.grid().indexOf(target.start()) + row;
                long epochDay = view.clock().epochDay(index);
                HijriCalendar.Day day = calendar.day(epochDay);
                Cells cells = new Cells(out, row, firstColumn);
                cells.put(day.isFast());
                cells.put(day.dayOfFast());
                if (day.isFast()) {
                    Sun sun = suns.computeIfAbsent(epochDay, any -> Sun.of(epochDay, view));
                    Instant middle = target.startOf(row).plus(target.step().dividedBy(2));
                    double hours = Duration.between(sun.set, middle).toSeconds() / 3600.0;
                    cells.put(Math.max(-REACH_HOURS, Math.min(REACH_HOURS, hours)));
                    cells.put(Math.max(0, 1 - Math.abs(hours) / IFTAR_HOURS));
                    cells.put(hours >= 0 || middle.isBefore(sun.dawn));
                } else {
                    cells.put(0);
                    cells.put(0);
                    cells.put(0);
                }
                cells.put(day.feastOfBreaking());
                cells.put(day.feastOfSacrifice());
                HijriCalendar.Day lastWeek = calendar.day(epochDay - 7);
                cells.put(calendar.day(epochDay - 1).isFast());
                cells.put(lastWeek.isFast());
                cells.put(lastWeek.feastOfBreaking() || lastWeek.feastOfSacrifice());
            }
        }
    }

    /** When the fast of a day begins and ends. */
    private record Sun(Instant dawn, Instant set) {

        /** By the meter's place; from five to a quarter past six where that is not told or the sun does not set. */
        static Sun of(long epochDay, PointInTimeView view) {
            LocalDay day = new LocalDay(LocalDate.ofEpochDay(epochDay), view.zone());
            Optional<GeoPoint> place = view.meter().location();
            if (place.isPresent() && Daylight.of(day, place.get()) instanceof Daylight.RiseAndSet sun) {
                return new Sun(
                        sun.light().from().minus(DAWN_BEFORE_SUNRISE),
                        sun.light().to());
            }
            return new Sun(
                    day.date().atTime(5, 0).atZone(day.zone()).toInstant(),
                    day.date().atTime(18, 15).atZone(day.zone()).toInstant());
        }
    }
}
