/** Forecasts that need no training: what every model has to beat, and what stands in when there is none. */
@NullMarked
package org.loadcast.training.forecaster.baseline;

import org.jspecify.annotations.NullMarked;
