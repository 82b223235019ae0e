package org.loadcast.features.calendar;

import java.time.LocalDate;
import java.util.Optional;

/** What one calendar or the other says; where both have a name, the first one's. */
record EitherCalendar(HolidayCalendar first, HolidayCalendar second) implements HolidayCalendar {

    @Override
    public Optional<String> name(LocalDate date) {
        return first.name(date).or(() -> second.name(date));
    }

    @Override
    public Optional<String> vacation(LocalDate date) {
        return first.vacation(date).or(() -> second.vacation(date));
    }

    @Override
    public boolean knowsVacations() {
        return first.knowsVacations() || second.knowsVacations();
    }
}
