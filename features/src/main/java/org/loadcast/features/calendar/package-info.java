/**
 * The calendar that people live by: local days, public holidays and the sun.
 *
 * <p>A {@link org.loadcast.features.calendar.LocalDay} has 23, 24 or 25 hours;
 * {@link org.loadcast.features.calendar.LocalClock} reads the wall clock on a raster without making objects. A
 * {@link org.loadcast.features.calendar.HolidayCalendar} comes from a country and region, from a holiday file, or from both,
 * and {@link org.loadcast.features.calendar.DayTypes} tells workdays, weekends, holidays and bridge days apart.
 * {@link org.loadcast.features.calendar.SolarPosition} and {@link org.loadcast.features.calendar.Daylight} say where the sun
 * stands and how long it shines. Jollyday and solarpositioning are imported here only.
 */
@NullMarked
package org.loadcast.features.calendar;

import org.jspecify.annotations.NullMarked;
