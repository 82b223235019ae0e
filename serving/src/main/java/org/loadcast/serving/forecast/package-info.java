/**
 * Forecasts on demand.
 *
 * <p>A {@link org.loadcast.serving.forecast.ForecastService} answers for one meter and horizon: it reads the history through
 * a point-in-time view, asks the promoted model of a {@link org.loadcast.serving.forecast.ModelSource}, and when there is
 * none that may answer it goes down the ladder: {@code seasonal} (the same time on an earlier day), {@code profile} (a
 * typical day of the meter, else of its category), {@code flat} (one level). A lower rung always says why it was needed.
 *
 * <p>Histories and answers are remembered in bounded memory and forgotten when new data arrives; every new forecast goes to
 * the forecast store in the background.
 */
@NullMarked
package org.loadcast.serving.forecast;

import org.jspecify.annotations.NullMarked;
