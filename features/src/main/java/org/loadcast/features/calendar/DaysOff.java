package org.loadcast.features.calendar;

import java.time.LocalDate;
import java.util.Map;

/**
 * Days off by local date, with their names.
 *
 * @param holidays single days on which hardly anybody works, beside those of the country
 * @param vacations days on which many are away but shops and works go on: school vacations, works holidays
 */
public record DaysOff(Map<LocalDate, String> holidays, Map<LocalDate, String> vacations) {

    /** No day off. */
    public static final DaysOff NONE = new DaysOff(Map.of(), Map.of());

    public DaysOff {
        holidays = Map.copyOf(holidays);
        vacations = Map.copyOf(vacations);
    }

    /** How many dates there are. */
    public int size() {
        return holidays.size() + vacations.size();
    }
}
