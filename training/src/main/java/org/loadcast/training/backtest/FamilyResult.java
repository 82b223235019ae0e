package org.loadcast.training.backtest;

import java.time.Duration;
import org.loadcast.training.metrics.BacktestRows;

/**
 * What one family of forecasters did in a backtest.
 *
 * @param family name of the family
 * @param rows its forecasts; may lack meters that the family could not learn
 * @param fitTime wall-clock time of all fits and refits together
 * @param forecastTime wall-clock time of all forecasts together
 */
public record FamilyResult(String family, BacktestRows rows, Duration fitTime, Duration forecastTime) {}
