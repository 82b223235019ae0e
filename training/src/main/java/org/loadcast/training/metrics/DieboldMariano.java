package org.loadcast.training.metrics;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.statistics.distribution.TDistribution;
import org.loadcast.features.meter.MeterId;

/**
 * Whether two forecasts of the same targets differ in accuracy by more than chance.
 *
 * <p>The loss is the absolute error of the median, averaged over all meters and targets of a cutoff, so that one number
 * stands for every cutoff. A cutoff's forecast overlaps those of the next {@code horizon - 1} cutoffs, whose
 * autocovariances go into the variance (Diebold and Mariano, "Comparing Predictive Accuracy", 1995); the statistic is
 * corrected for small samples and compared with Student's t (Harvey, Leybourne and Newbold, "Testing the equality of
 * prediction mean squared errors", 1997, equation 9). Where the variance so estimated is not positive, the horizon 1 is
 * taken instead.
 *
 * @param statistic below zero when the first forecast is the better one
 * @param pValue two-sided probability of a difference at least this large between equally good forecasts
 * @param cutoffs cutoffs in common
 * @param horizon overlap that was taken, in cutoffs
 * @param meanDifferenceKw mean loss of the first minus mean loss of the second, kW
 */
public record DieboldMariano(double statistic, double pValue, int cutoffs, int horizon, double meanDifferenceKw) {

    private static final int FEWEST_CUTOFFS = 8;

    /**
     * Compares two backtests on the rows that both have; empty with fewer than eight common cutoffs or when the losses
     * differ by the same amount everywhere, so that nothing can be said about chance.
     */
    public static Optional<DieboldMariano> compare(BacktestRows first, BacktestRows second) {
        SortedMap<Long, MeanLoss> losses = lossByCutoff(first, second);
        double[] differences =
                losses.values().stream().mapToDouble(MeanLoss::difference).toArray();
        if (differences.length < FEWEST_CUTOFFS) {
            return Optional.empty();
        }
        long span = losses.lastKey() - losses.firstKey();
        long reach =
                losses.values().stream().mapToLong(loss -> loss.reach).max().orElse(0);
        long overlap = Math.floorDiv(reach * (differences.length - 1) + span - 1, span);
        return test(differences, (int) Math.min(Math.max(1, overlap), differences.length / 2));
    }

    /** The test on a series of loss differences in time order, each overlapping {@code horizon - 1} of its successors. */
    static Optional<DieboldMariano> test(double[] differences, int horizon) {
        int n = differences.length;
        double mean = mean(differences);
        double variance = autocovariance(differences, mean, 0);
        double constant = 1e-24 * mean * mean; // rounding noise of equal differences
        if (variance <= constant) {
            return Optional.empty();
        }
        double longRun = variance;
        for (int lag = 1; lag < horizon; lag++) {
            longRun += 2 * autocovariance(differences, mean, lag);
        }
        if (longRun <= constant) {
            return test(differences, 1);
        }
        double correction = Math.sqrt((n + 1 - 2.0 * horizon + horizon * (horizon - 1.0) / n) / n);
        double statistic = correction * mean / Math.sqrt(longRun / n);
        double tail = TDistribution.of(n - 1.0).survivalProbability(Math.abs(statistic));
        return Optional.of(new DieboldMariano(statistic, 2 * tail, n, horizon, mean));
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private static double autocovariance(double[] values, double mean, int lag) {
        double sum = 0;
        for (int i = lag; i < values.length; i++) {
            sum += (values[i] - mean) * (values[i - lag] - mean);
        }
        return sum / values.length;
    }

    private static SortedMap<Long, MeanLoss> lossByCutoff(BacktestRows first, BacktestRows second) {
        Map<RowKey, Integer> rowsOfSecond = new HashMap<>();
        for (int row = 0; row < second.size(); row++) {
            rowsOfSecond.put(RowKey.of(second, row), row);
        }
        SortedMap<Long, MeanLoss> losses = new TreeMap<>();
        for (int row = 0; row < first.size(); row++) {
            Integer other = rowsOfSecond.get(RowKey.of(first, row));
            if (other != null && first.isMeasured(row)) {
                losses.computeIfAbsent(first.cutoffSecond(row), any -> new MeanLoss())
                        .add(first, row, second.median(other));
            }
        }
        return losses;
    }

    private record RowKey(MeterId meter, long cutoff, long target) {

        static RowKey of(BacktestRows rows, int row) {
            return new RowKey(rows.meter(row), rows.cutoffSecond(row), rows.targetSecond(row));
        }
    }

    private static final class MeanLoss {

        private double sum;
        private int count;
        private long reach;

        void add(BacktestRows rows, int row, double otherMedian) {
            double y = rows.measured(row);
            sum += Math.abs(rows.median(row) - y) - Math.abs(otherMedian - y);
            count++;
            long end = rows.targetSecond(row) + rows.step().toSeconds();
            reach = Math.max(reach, end - rows.cutoffSecond(row));
        }

        double difference() {
            return sum / count;
        }
    }
}
