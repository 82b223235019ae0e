package org.loadcast.training.metrics;

import java.util.Optional;

/**
 * How wide the band between two quantiles is and how well it holds.
 *
 * @param rows scored rows, at least one
 * @param nominal share that the band promises, such as 0.8 for P10 to P90
 * @param coverage share of measured values inside the band, ends included
 * @param meanWidthKw mean width in kW
 * @param winklerKw mean interval score in kW: width plus {@code 2 / (1 - nominal)} times the distance of a value outside
 *     (Winkler, "A Decision-Theoretic Approach to Interval Estimation", 1972; Gneiting and Raftery, 2007, equation 43)
 */
public record IntervalScores(int rows, double nominal, double coverage, double meanWidthKw, double winklerKw) {

    /**
     * Scores of the band between the levels {@code low} and {@code high}; empty when no row was scored.
     *
     * @throws IllegalArgumentException when a level is not among the quantiles or they do not rise
     */
    public static Optional<IntervalScores> of(BacktestRows from, double low, double high) {
        int lowIndex = from.quantiles().indexOf(low);
        int highIndex = from.quantiles().indexOf(high);
        if (lowIndex < 0 || highIndex <= lowIndex) {
            throw new IllegalArgumentException(
                    "Levels " + low + " and " + high + " are not two rising ones of " + from.quantiles() + ".");
        }
        double nominal = high - low;
        int rows = 0;
        int inside = 0;
        double width = 0;
        double winkler = 0;
        for (int row = 0; row < from.size(); row++) {
            if (from.isMeasured(row)) {
                double y = from.measured(row);
                double lower = from.kilowatts(row, lowIndex);
                double upper = from.kilowatts(row, highIndex);
                double outside = Math.max(0, Math.max(lower - y, y - upper));
                rows++;
                inside += outside > 0 ? 0 : 1;
                width += upper - lower;
                winkler += upper - lower + 2 / (1 - nominal) * outside;
            }
        }
        return rows == 0
                ? Optional.empty()
                : Optional.of(new IntervalScores(rows, nominal, (double) inside / rows, width / rows, winkler / rows));
    }
}
