package org.loadcast.features.calendar;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/** Public holidays by local date. Thread-safe. */
public interface HolidayCalendar {

    /** The name of the holiday on {@code date}; empty on an ordinary day. */
    Optional<String> name(LocalDate date);

    default boolean isHoliday(LocalDate date) {
        return name(date).isPresent();
    }

    /** A calendar without holidays. */
    static HolidayCalendar none() {
        return date -> Optional.empty();
    }

    /** A calendar of the given dates and names, such as a holiday file holds. */
    static HolidayCalendar of(Map<LocalDate, String> names) {
        Map<LocalDate, String> copy = Map.copyOf(names);
        return date -> Optional.ofNullable(copy.get(date));
    }
}
