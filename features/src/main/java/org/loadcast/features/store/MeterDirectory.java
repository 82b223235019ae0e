package org.loadcast.features.store;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.loadcast.features.calendar.DaysOff;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;

/** Which meters there are, and the holidays that a file added to the calendar library's. Thread-safe. */
public interface MeterDirectory {

    Optional<Meter> find(MeterId id);

    /** All meters by id. */
    List<Meter> all();

    /** Adds a meter or replaces the one with its id. */
    void put(Meter meter);

    /** Removes a meter's entry, not its readings; whether it was there. */
    boolean remove(MeterId id);

    /** Extra holidays by local date, valid for all meters. */
    Map<LocalDate, String> holidays();

    /** Adds holidays, replacing those of the same date. */
    void putHolidays(Map<LocalDate, String> holidays);

    /** Vacation days by local date, valid for all meters. */
    Map<LocalDate, String> vacations();

    /** Adds vacation days, replacing those of the same date. */
    void putVacations(Map<LocalDate, String> vacations);

    /** All extra days off. */
    default DaysOff daysOff() {
        return new DaysOff(holidays(), vacations());
    }
}
