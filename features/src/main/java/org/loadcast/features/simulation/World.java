package org.loadcast.features.simulation;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.loadcast.features.calendar.HolidayCalendar;
import org.loadcast.features.series.TimeGrid;

/**
 * What all meters of a simulation share.
 *
 * @param weather that they feel; covers the grid
 * @param holidays that their people keep
 * @param grid intervals that are simulated
 */
record World(SimulatedWeather weather, HolidayCalendar holidays, TimeGrid grid) {

    ZoneId zone() {
        return weather.climate().zone();
    }

    /** The local days that the grid touches, and the one before: its night may reach in. */
    List<Day> days() {
        LocalDate first = grid.start().atZone(zone()).toLocalDate().minusDays(1);
        LocalDate last = grid.end().atZone(zone()).toLocalDate();
        return first.datesUntil(last.plusDays(1))
                .map(date -> new Day(date, zone(), holidays.isHoliday(date)))
                .toList();
    }
}
