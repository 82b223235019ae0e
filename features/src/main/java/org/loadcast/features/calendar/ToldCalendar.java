package org.loadcast.features.calendar;

import java.time.LocalDate;
import java.util.Optional;

/** The days off that somebody told. */
record ToldCalendar(DaysOff days) implements HolidayCalendar {

    @Override
    public Optional<String> name(LocalDate date) {
        return Optional.ofNullable(days.holidays().get(date));
    }

    @Override
    public Optional<String> vacation(LocalDate date) {
        return Optional.ofNullable(days.vacations().get(date));
    }

    @Override
    public boolean knowsVacations() {
        return !days.vacations().isEmpty();
    }
}
