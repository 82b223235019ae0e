package org.loadcast.serving.analytics;

import java.time.LocalDate;
import java.util.Optional;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.store.DayTotal;

/**
 * A day of a meter beside the same weekday of the week before and of the year before (364 days), where they have load. A day that
 * is not over yet is compared as far as it is known: see {@link DayTotal#quarters}.
 */
public record Comparison(
        MeterId meter,
        LocalDate day,
        Optional<DayTotal> total,
        Optional<DayTotal> weekBefore,
        Optional<DayTotal> yearBefore) {}
