package org.loadcast.serving.analytics;

import java.util.Optional;
import org.loadcast.features.store.DayTotal;

/**
 * The whole set in one look; days are those of each meter's clock.
 *
 * @param meters in the set
 * @param metersToday with load today
 * @param highestToday the highest quarter-hour mean of one meter today
 */
public record Summary(
        int meters,
        int metersToday,
        double todayKwh,
        double yesterdayKwh,
        double thisMonthKwh,
        double lastMonthKwh,
        Optional<DayTotal> highestToday) {}
