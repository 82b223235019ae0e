package org.loadcast.features.calendar;

import java.time.LocalDate;
import java.time.chrono.HijrahChronology;
import java.time.chrono.HijrahDate;
import java.time.temporal.ChronoField;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.loadcast.features.meter.Meter;

/**
 * Where local dates lie in the Islamic year: the month of fasting and the two feasts, which move through the seasons by eleven days
 * a year.
 *
 * <p>By the Umm al-Qura calendar of Saudi Arabia, which the JDK has from 1882 to 2174; countries that go by the sighting of the moon are
 * a day off at times. Thread-safe.
 */
public final class HijriCalendar {

    private static final int RAMADAN = 9;
    private static final int SHAWWAL = 10;
    private static final int DHU_AL_HIJJA = 12;
    private static final int FIRST_OF_FEAST_OF_SACRIFICE = 10;
    private static final int DAYS_OF_FEAST_OF_BREAKING = 3;
    private static final int DAYS_OF_FEAST_OF_SACRIFICE = 4;

    /** Countries where Eid al-Fitr is a public holiday and most people are Muslims. */
    private static final Set<String> KEEPING =
            Set.copyOf(Arrays.asList(("AE AF AL AZ BD BF BH BN DJ DZ EG EH GM GN ID IQ IR JO"
                            + " KG KM KW KZ LB LY MA ML MR MV MY NE OM PK PS QA SA SD SL SN SO SY TD TJ TM TN TR UZ XK YE")
                    .split(" ", -1)));

    /** The JDK's table reaches a little further on both sides. */
    private static final long FIRST_KNOWN = LocalDate.of(1883, 1, 1).toEpochDay();

    private static final long LAST_KNOWN = LocalDate.of(2174, 1, 1).toEpochDay();

    private static final HijriCalendar CALENDAR = new HijriCalendar();

    private final ConcurrentHashMap<Long, Day> known = new ConcurrentHashMap<>();

    private HijriCalendar() {}

    /**
     * One day.
     *
     * @param dayOfFast 1 to 30 in Ramadan, else 0
     * @param feastOfBreaking whether it is one of the three days of Eid al-Fitr, which follow Ramadan
     * @param feastOfSacrifice whether it is one of the four days of Eid al-Adha, from the tenth of Dhu al-Hijja on
     */
    public record Day(int dayOfFast, boolean feastOfBreaking, boolean feastOfSacrifice) {

        private static final Day ORDINARY = new Day(0, false, false);

        /** Whether people fast from dawn to sunset. */
        public boolean isFast() {
            return dayOfFast > 0;
        }
    }

    /** The calendar where {@code meter} is; empty where the country does not keep it or is not told. */
    public static Optional<HijriCalendar> forMeter(Meter meter) {
        return meter.country()
                .map(code -> code.split("-", 2)[0].toUpperCase(Locale.ROOT))
                .filter(KEEPING::contains)
                .map(any -> CALENDAR);
    }

    /** The day {@code epochDay}, counted from 1970-01-01; an ordinary one outside the years that are known. */
    public Day day(long epochDay) {
        return known.computeIfAbsent(epochDay, HijriCalendar::find);
    }

    private static Day find(long epochDay) {
        if (epochDay < FIRST_KNOWN || epochDay > LAST_KNOWN) {
            return Day.ORDINARY;
        }
        HijrahDate date = HijrahChronology.INSTANCE.date(LocalDate.ofEpochDay(epochDay));
        int month = date.get(ChronoField.MONTH_OF_YEAR);
        int day = date.get(ChronoField.DAY_OF_MONTH);
        int sacrifice = day - FIRST_OF_FEAST_OF_SACRIFICE;
        return new Day(
                month == RAMADAN ? day : 0,
                month == SHAWWAL && day <= DAYS_OF_FEAST_OF_BREAKING,
                month == DHU_AL_HIJJA && sacrifice >= 0 && sacrifice < DAYS_OF_FEAST_OF_SACRIFICE);
    }
}
