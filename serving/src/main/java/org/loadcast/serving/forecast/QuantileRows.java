package org.loadcast.serving.forecast;

import org.loadcast.features.forecast.Quantiles;

/** Quantiles of the load in kW: rows = intervals, columns = {@code levels}, never falling in a row. Immutable. */
final class QuantileRows {

    private final Quantiles levels;
    private final double[][] kilowatts;

    /** Takes over {@code kilowatts}, which must not be changed any more. */
    QuantileRows(Quantiles levels, double[][] kilowatts) {
        this.levels = levels;
        this.kilowatts = kilowatts;
    }

    int length() {
        return kilowatts.length;
    }

    double kilowatts(int row, int quantile) {
        return kilowatts[row][quantile];
    }

    double[][] toArray() {
        double[][] copy = new double[kilowatts.length][];
        for (int row = 0; row < copy.length; row++) {
            copy[row] = kilowatts[row].clone();
        }
        return copy;
    }

    /** The same rows at other levels, see {@link Quantiles#at}. */
    QuantileRows at(Quantiles wanted) {
        if (wanted.equals(levels)) {
            return this;
        }
        double[][] result = new double[kilowatts.length][wanted.count()];
        for (int row = 0; row < result.length; row++) {
            for (int q = 0; q < wanted.count(); q++) {
                double value = levels.at(kilowatts[row], wanted.level(q));
                // Equal neighbours may differ in the last bit after interpolation.
                result[row][q] = q == 0 ? value : Math.max(value, result[row][q - 1]);
            }
        }
        return new QuantileRows(wanted, result);
    }
}
