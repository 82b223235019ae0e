package org.loadcast.features.calendar;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.loadcast.features.meter.Meter;

/** Public holidays by local date. Thread-safe. */
public interface HolidayCalendar {

    /** The name of the holiday on {@code date}; empty on an ordinary day. */
    Optional<String> name(LocalDate date);

    default boolean isHoliday(LocalDate date) {
        return name(date).isPresent();
    }

    /** The vacation that {@code date} lies in, such as "summer"; empty outside and where none are told. */
    default Optional<String> vacation(LocalDate date) {
        return Optional.empty();
    }

    /** Whether vacations are told at all. */
    default boolean knowsVacations() {
        return false;
    }

    /** The holidays and vacations of both calendars; where both have one, this one's name counts. */
    default HolidayCalendar or(HolidayCalendar other) {
        return new EitherCalendar(this, other);
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

    /** A calendar of what a holiday file tells: days off and vacations. */
    static HolidayCalendar of(DaysOff days) {
        return new ToldCalendar(days);
    }

    /**
     * The public holidays of a country, and of its region where the library knows it.
     *
     * @param country ISO 3166 country with an optional region: {@code NL}, {@code GB-ENG}, {@code US-TX}
     * @throws IllegalArgumentException when the country is not known
     */
    static HolidayCalendar forCountry(String country) {
        return CountryHolidays.find(country)
                .orElseThrow(() -> new IllegalArgumentException("No holidays are known for country '" + country
                        + "'. Use an ISO 3166 code such as NL, DE-BY or GB-ENG, or give a holiday file."));
    }

    /** The public holidays where a meter is; none when its country is not told or not known. */
    static HolidayCalendar forMeter(Meter meter) {
        return meter.country().flatMap(CountryHolidays::find).orElse(none());
    }
}
