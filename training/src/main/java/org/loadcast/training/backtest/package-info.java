/**
 * Forecasting the past without seeing the future.
 *
 * <p>A {@link org.loadcast.training.backtest.BacktestTask} is read from a task file; its data become one
 * {@link org.loadcast.features.view.MeterHistory} a meter; every forecast is made from the view as of its cutoff by a model
 * that was fitted on the view as of the last allowed refit.
 */
@NullMarked
package org.loadcast.training.backtest;

import org.jspecify.annotations.NullMarked;
