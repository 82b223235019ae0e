/**
 * Load on a time axis.
 *
 * <p>A {@link org.loadcast.features.series.TimeGrid} is a regular run of intervals, each named by its start; a
 * {@link org.loadcast.features.series.LoadSeries} puts one mean power in kW, or an explicit "missing", on every interval
 * of a grid. Consumption is positive, generation negative. Nothing here knows where values come from or when they became
 * known: that is the business of {@code org.loadcast.features.view}.
 */
@NullMarked
package org.loadcast.features.series;

import org.jspecify.annotations.NullMarked;
