/**
 * The calendar that people live by: local days of 23, 24 or 25 hours, public holidays by country and region, and the sun.
 */
@NullMarked
package org.loadcast.features.calendar;

import org.jspecify.annotations.NullMarked;
