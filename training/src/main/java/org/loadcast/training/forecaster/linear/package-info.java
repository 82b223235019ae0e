/**
 * Linear models as this field uses them: robust ridge regression on splines of temperature, calendar and load lags.
 *
 * <p>In closed form (Cholesky, by OpenBLAS), so a fit takes a fraction of a second. With a year and more of history there is
 * one regression per time of day; short histories share one regression over all times. On large systems this beats trees.
 */
@NullMarked
package org.loadcast.training.forecaster.linear;

import org.jspecify.annotations.NullMarked;
