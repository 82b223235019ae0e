package org.loadcast.features.calendar;

import de.focus_shift.jollyday.core.Holiday;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.HolidayType;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.time.LocalDate;
import java.time.Year;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The public holidays that Jollyday knows, for one country and region.
 *
 * <p>Days on which people work all the same ("observances") are left out. Where a holiday falls on a weekend and is made up
 * for on another day, both days count: shops and offices are closed on both. The library is loaded when the first date is
 * asked; each year is computed once. Thread-safe.
 */
final class CountryHolidays implements HolidayCalendar {

    private static final Object LIBRARY = new Object();

    private final String country;
    private final String[] region;
    private final Map<Integer, Map<LocalDate, String>> years = new ConcurrentHashMap<>();

    private CountryHolidays(String country, String[] region) {
        this.country = country;
        this.region = region;
    }

    /** The calendar of {@code NL}, {@code GB-ENG}, ...; a region that is not known gives the whole country's. */
    static Optional<HolidayCalendar> find(String code) {
        String[] parts = code.strip().toLowerCase(Locale.ROOT).split("-", -1);
        if (!HolidayManager.getSupportedCalendarCodes().contains(parts[0].toUpperCase(Locale.ROOT))) {
            return Optional.empty();
        }
        return Optional.of(new CountryHolidays(parts[0], Arrays.copyOfRange(parts, 1, parts.length)));
    }

    @Override
    public Optional<String> name(LocalDate date) {
        return Optional.ofNullable(
                years.computeIfAbsent(date.getYear(), this::holidays).get(date));
    }

    private Map<LocalDate, String> holidays(int year) {
        // The library finds its parts on first use, and a second thread that comes meanwhile finds none of them.
        synchronized (LIBRARY) {
            return asked(year);
        }
    }

    private Map<LocalDate, String> asked(int year) {
        HolidayManager library = HolidayManager.getInstance(ManagerParameters.create(country));
        Map<LocalDate, String> names = new HashMap<>();
        // New Year's Day of the next year may be made up for on 31 December.
        for (int each = year - 1; each <= year + 1; each++) {
            for (Holiday holiday : library.getHolidays(Year.of(each), region)) {
                if (holiday.getType() != HolidayType.OBSERVANCE) {
                    String name = holiday.getDescription(Locale.ENGLISH);
                    names.putIfAbsent(holiday.getActualDate(), name);
                    holiday.getObservedDate().ifPresent(date -> names.putIfAbsent(date, name));
                }
            }
        }
        names.keySet().removeIf(date -> date.getYear() != year);
        return Map.copyOf(names);
    }
}
