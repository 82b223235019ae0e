package org.loadcast.serving.grid;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.loadcast.features.grid.GridDay;
import org.loadcast.features.meter.MeterId;

/**
 * What a grid can carry of tomorrow's forecasts.
 *
 * @param at as of when
 * @param quantile level at which every meter is taken; all at P90 is rarer than one time in ten, hence cautious
 * @param zone whose tomorrow it is
 * @param missing meters without a forecast, which count as no load, and why
 */
public record GridForecast(Instant at, double quantile, ZoneId zone, GridDay day, Map<MeterId, String> missing) {}
