/**
 * What was known, and when.
 *
 * <p>{@link org.loadcast.features.view.MeterHistory} holds everything about a meter that any moment may know. The only way
 * to read it is {@link org.loadcast.features.view.MeterHistory#asOf}: a
 * {@link org.loadcast.features.view.PointInTimeView} shows load intervals that ended by its cutoff, weather measured by
 * then, and the weather forecasts available then. Training, backtest and serving use this one view, so none of them can
 * see the future; the poison test holds every transform and forecaster to it.
 */
@NullMarked
package org.loadcast.features.view;

import org.jspecify.annotations.NullMarked;
