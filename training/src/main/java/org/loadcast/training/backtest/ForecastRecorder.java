package org.loadcast.training.backtest;

import java.time.Duration;
import java.time.Instant;
import org.loadcast.features.forecast.Quantiles;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.view.PointInTimeView;
import org.loadcast.training.forecaster.FittedForecaster;
import org.loadcast.training.forecaster.ForecastContext;
import org.loadcast.training.metrics.BacktestRows;

/** Asks a forecaster again and again and writes down what it said, beside what came. */
public final class ForecastRecorder {

    private final BacktestRows.Builder rows;
    private long nanos;

    public ForecastRecorder(Quantiles quantiles, Duration step) {
        this.rows = BacktestRows.builder(quantiles, step);
    }

    /** Asks {@code forecaster}; {@code outcome} is a later view that knows the targets, where they were measured. */
    public void record(FittedForecaster forecaster, ForecastContext context, PointInTimeView outcome) {
        long start = System.nanoTime();
        double[][] forecast = forecaster.forecast(context);
        nanos += System.nanoTime() - start;
        MeterId meter = context.view().meter().id();
        Instant cutoff = context.view().cutoff();
        for (int row = 0; row < forecast.length; row++) {
            double measured = outcome.load(context.targetIndex(row));
            Instant target = context.target().startOf(row);
            if (Double.isNaN(measured)) {
                rows.addUnmeasured(meter, cutoff, target, forecast[row]);
            } else {
                rows.add(meter, cutoff, target, forecast[row], measured);
            }
        }
    }

    /** All that was recorded. */
    public BacktestRows rows() {
        return rows.build();
    }

    /** Wall-clock time of the forecasts. */
    public Duration time() {
        return Duration.ofNanos(nanos);
    }
}
