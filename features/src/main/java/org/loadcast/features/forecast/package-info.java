/**
 * What a forecast is.
 *
 * <p>A {@link org.loadcast.features.forecast.Horizon} says how far ahead is asked, a
 * {@link org.loadcast.features.forecast.Forecast} answers with one row of {@link org.loadcast.features.forecast.Quantiles}
 * in kW for every interval of the target grid, and says from which {@link org.loadcast.features.forecast.Tier} of the
 * fallback ladder it came and why.
 */
@NullMarked
package org.loadcast.features.forecast;

import org.jspecify.annotations.NullMarked;
