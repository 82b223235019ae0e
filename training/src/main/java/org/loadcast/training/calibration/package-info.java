/**
 * From a point forecast to honest quantiles.
 *
 * <p>Out-of-sample forecasts of the past ({@link org.loadcast.training.calibration.PastForecasts}), made by the same method
 * and rolled forward as time goes on, say how wrong it tends to be at a time of day. Their residuals give the quantiles, their bias
 * may be taken off, and the trailing coverage widens or narrows the band (rolling conformal prediction). Which scale the
 * residuals are measured on is chosen once, on the out-of-sample forecasts.
 */
@NullMarked
package org.loadcast.training.calibration;

import org.jspecify.annotations.NullMarked;
