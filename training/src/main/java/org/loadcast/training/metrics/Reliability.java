package org.loadcast.training.metrics;

import java.util.OptionalDouble;
import org.loadcast.features.forecast.Quantiles;

/** For every quantile, how often the measured value came in at or below it: a level of 0.9 should hold 90 %. */
public final class Reliability {

    private final Quantiles quantiles;
    private final int[] below;
    private final int rows;

    private Reliability(Quantiles quantiles, int[] below, int rows) {
        this.quantiles = quantiles;
        this.below = below;
        this.rows = rows;
    }

    public static Reliability of(BacktestRows from) {
        int[] below = new int[from.quantiles().count()];
        int rows = 0;
        for (int row = 0; row < from.size(); row++) {
            if (from.isMeasured(row)) {
                rows++;
                for (int q = 0; q < below.length; q++) {
                    below[q] += from.measured(row) <= from.kilowatts(row, q) ? 1 : 0;
                }
            }
        }
        return new Reliability(from.quantiles(), below, rows);
    }

    public Quantiles quantiles() {
        return quantiles;
    }

    /** Share of rows at or below quantile {@code quantile} (an index), 0 to 1; empty when no row was scored. */
    public OptionalDouble observed(int quantile) {
        return rows == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) below[quantile] / rows);
    }
}
