/**
 * How good a forecast was, in figures that everyone defines the same way.
 *
 * <p>{@link org.loadcast.training.metrics.BacktestRows} holds what was forecast and what came;
 * {@link org.loadcast.training.metrics.SeasonalReference} knows the seasonal naive forecast and the scale of MASE. From the
 * two come {@link org.loadcast.training.metrics.Scores} (the headline figures),
 * {@link org.loadcast.training.metrics.ErrorTally} by lead time and by local hour,
 * {@link org.loadcast.training.metrics.Reliability} and {@link org.loadcast.training.metrics.IntervalScores} (does the band
 * hold what it promises), {@link org.loadcast.training.metrics.PeakScores} (is the day's peak met), and
 * {@link org.loadcast.training.metrics.DieboldMariano} (is one method really better than another). Rows whose measured
 * value is missing are forecast but never scored. Nothing here reads a file or a clock.
 */
@NullMarked
package org.loadcast.training.metrics;

import org.jspecify.annotations.NullMarked;
