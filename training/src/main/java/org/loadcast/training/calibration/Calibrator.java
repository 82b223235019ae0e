package org.loadcast.training.calibration;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.loadcast.features.forecast.Quantiles;
import org.loadcast.features.view.PointInTimeView;

/**
 * Turns the median forecast of one cutoff into quantiles, from past forecasts whose outcome is known by then.
 *
 * <p>Residuals of targets within {@value #NEIGHBOUR_SECONDS} seconds of the same wall-clock time over the last weeks are
 * pooled; their empirical quantiles, laid on the median, are the forecast's (rolling split conformal prediction). When the
 * newest residuals scatter more or less than all of them, the band follows.
 */
public final class Calibrator {

    private static final int NEIGHBOUR_SECONDS = 5400;
    private static final int DAY = 86_400;
    private static final int BIAS_DAYS = 14;
    private static final int TREND_DAYS = 10;
    private static final double NARROWEST = 0.9;
    private static final double WIDEST = 1.6;
    private static final int LEAST_RESIDUALS = 12;

    private final Calibration calibration;
    private final Quantiles quantiles;
    private final PointInTimeView view;
    private final Pool pool;

    /**
     * A calibrator at the cutoff of {@code view}.
     *
     * @param past forecasts of earlier cutoffs; outcomes that the view does not know yet are left out
     */
    public Calibrator(Calibration calibration, Quantiles quantiles, PointInTimeView view, List<PastForecast> past) {
        this.calibration = calibration;
        this.quantiles = quantiles;
        this.view = view;
        this.pool = new Pool(past);
    }

    /** Residuals of the past, flat. */
    private final class Pool {

        private final double[] residual;
        private final double[] unit;
        private final int[] second;
        private final long[] target;
        private int size;

        Pool(List<PastForecast> past) {
            int most = past.stream().mapToInt(PastForecast::rows).sum();
            residual = new double[most];
            unit = new double[most];
            second = new int[most];
            target = new long[most];
            long step = view.step().toSeconds();
            for (PastForecast forecast : past) {
                int first = view.grid().indexOf(Instant.ofEpochSecond(forecast.firstTargetSecond()));
                for (int row = 0; row < forecast.rows(); row++) {
                    double load = view.load(first + row);
                    if (!Double.isNaN(load)) {
                        residual[size] = load - forecast.median(row);
                        unit[size] = calibration.unit(forecast.spread(row));
                        second[size] = view.clock().secondOfDay(first + row);
                        target[size++] = forecast.firstTargetSecond() + row * step;
                    }
                }
            }
        }

        boolean near(int i, int secondOfDay) {
            int distance = Math.abs(second[i] - secondOfDay);
            return Math.min(distance, DAY - distance) <= NEIGHBOUR_SECONDS;
        }

        /** The median residual near a time of day since {@code from}; the mean would follow single days. */
        double bias(int secondOfDay, long from) {
            double[] recent = IntStream.range(0, size)
                    .filter(i -> target[i] >= from && near(i, secondOfDay))
                    .mapToDouble(i -> residual[i])
                    .sorted()
                    .toArray();
            return recent.length < LEAST_RESIDUALS ? 0 : empirical(recent, 0.5);
        }

        /** How much wider the newest residuals scatter than all of them. */
        double widening(long from) {
            double recent = 0;
            int count = 0;
            double all = 0;
            for (int i = 0; i < size; i++) {
                double magnitude = unit[i] > 0 ? Math.abs(residual[i]) / unit[i] : 0;
                all += magnitude;
                if (target[i] >= from) {
                    recent += magnitude;
                    count++;
                }
            }
            if (count < LEAST_RESIDUALS || all == 0) {
                return 1;
            }
            return Math.max(NARROWEST, Math.min(WIDEST, recent / count / (all / size)));
        }

        double[] scaled(int secondOfDay) {
            double[] values = new double[size];
            int count = 0;
            for (int i = 0; i < size; i++) {
                if (near(i, secondOfDay) && unit[i] > 0) {
                    values[count++] = residual[i] / unit[i];
                }
            }
            double[] result = Arrays.copyOf(values, count);
            Arrays.sort(result);
            return result;
        }
    }

    /**
     * Quantiles of every target.
     *
     * @param firstTarget index of the first target interval on the view's raster
     * @param median of every target, kW
     * @param spread usual scatter of every target, kW
     * @return rows = targets, columns = quantiles, kW, never falling in a row
     */
    public double[][] quantiles(int firstTarget, double[] median, double[] spread) {
        double[][] result = new double[median.length][];
        double widening = pool.widening(view.cutoff().getEpochSecond() - (long) TREND_DAYS * DAY);
        for (int row = 0; row < median.length; row++) {
            int secondOfDay = view.clock().secondOfDay(firstTarget + row);
            double shift = 0;
            if (calibration.biasShare() > 0) {
                long from = view.cutoff().getEpochSecond() - (long) BIAS_DAYS * DAY;
                shift = calibration.biasShare() * pool.bias(secondOfDay, from);
            }
            double[] residuals = pool.scaled(secondOfDay);
            result[row] = row(median[row], shift, residuals, calibration.unit(spread[row]), widening);
        }
        return result;
    }

    /** The median moves by {@code shift}; the residuals stay where they were, and widen around it. */
    private double[] row(double median, double shift, double[] residuals, double unit, double widening) {
        double[] row = new double[quantiles.count()];
        int middle = quantiles.medianIndex();
        for (int q = 0; q < row.length; q++) {
            double offset = residuals.length < LEAST_RESIDUALS
                    ? 0
                    : widening * (unit * empirical(residuals, quantiles.level(q)) - shift);
            double sided = q < middle ? Math.min(0, offset) : q > middle ? Math.max(0, offset) : 0;
            row[q] = Math.max(calibration.lowest(), Math.min(calibration.highest(), median + shift + sided));
        }
        return row;
    }

    /** The quantile of sorted values, linear between order statistics (Hyndman and Fan 1996, type 6). */
    private static double empirical(double[] sorted, double level) {
        double at = level * (sorted.length + 1) - 1;
        int below = (int) Math.floor(at);
        if (below < 0) {
            return sorted[0];
        }
        if (below >= sorted.length - 1) {
            return sorted[sorted.length - 1];
        }
        return sorted[below] + (at - below) * (sorted[below + 1] - sorted[below]);
    }
}
