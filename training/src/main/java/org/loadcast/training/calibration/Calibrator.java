package org.loadcast.training.calibration;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.loadcast.features.forecast.Quantiles;
import org.loadcast.features.view.PointInTimeView;

/**
 * Turns the median forecast of one cutoff into quantiles, from past forecasts whose outcome is known by then.
 *
 * <p>Residuals of targets within {@value #NEIGHBOUR_SECONDS} seconds of the same wall-clock time over the last weeks are
 * pooled; their empirical quantiles, laid on the median, are the forecast's (rolling split conformal prediction). Where the
 * newest residuals scatter more than all of them, the band widens; a calm week does not narrow it.
 */
public final class Calibrator {

    private static final int NEIGHBOUR_SECONDS = 9000;
    private static final int DAY = 86_400;
    private static final int BIAS_DAYS = 14;
    private static final int TREND_DAYS = 10;
    private static final double WIDEST = 1.6;
    private static final int LEAST_RESIDUALS = 12;

    private final Calibration calibration;
    private final Quantiles quantiles;
    private final PointInTimeView view;
    private final List<PastForecast> past;

    /**
     * A calibrator at the cutoff of {@code view}.
     *
     * @param past forecasts of earlier cutoffs; outcomes that the view does not know yet are left out
     */
    public Calibrator(Calibration calibration, Quantiles quantiles, PointInTimeView view, List<PastForecast> past) {
        this.calibration = calibration;
        this.quantiles = quantiles;
        this.view = view;
        this.past = past;
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
                int first = forecast.firstTargetOn(view.grid());
                for (int row = 0; row < forecast.rows(); row++) {
                    double load = view.load(first + row);
                    if (!Double.isNaN(load)) {
                        residual[size] = load - forecast.median(row);
                        unit[size] = calibration.unit(forecast, row);
                        second[size] = view.clock().secondOfDay(first + row);
                        target[size++] = forecast.firstTargetSecond() + row * step;
                    }
                }
            }
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
            return Math.max(1, Math.min(WIDEST, recent / count / (all / size)));
        }

        /** Residuals since {@code from}, kW, at the times of day that are {@code asked}. */
        OrderedResiduals recent(long from, BitSet asked) {
            return ordered(i -> target[i] >= from && asked.get(second[i]), i -> residual[i]);
        }

        /** Residuals in their units, at the times of day that are {@code asked}. */
        OrderedResiduals scaled(BitSet asked) {
            return ordered(i -> unit[i] > 0 && asked.get(second[i]), i -> residual[i] / unit[i]);
        }

        private OrderedResiduals ordered(IntPredicate which, IntToDoubleFunction value) {
            int[] chosen = IntStream.range(0, size).filter(which).toArray();
            return new OrderedResiduals(
                    Arrays.stream(chosen).mapToDouble(value).toArray(),
                    Arrays.stream(chosen).map(i -> second[i]).toArray(),
                    NEIGHBOUR_SECONDS);
        }
    }

    /**
     * Quantiles of every target of {@code forecast}, whose cutoff is the view's.
     *
     * @return rows = targets, columns = quantiles, kW, never falling in a row
     */
    public double[][] quantiles(PastForecast forecast) {
        double[][] result = new double[forecast.rows()][];
        int firstTarget = forecast.firstTargetOn(view.grid());
        long now = view.cutoff().getEpochSecond();
        Pool pool = new Pool(past);
        double widening = pool.widening(now - (long) TREND_DAYS * DAY);
        int[] secondsOfDay = IntStream.range(firstTarget, firstTarget + result.length)
                .map(view.clock()::secondOfDay)
                .toArray();
        BitSet asked = near(secondsOfDay);
        OrderedResiduals scaled = pool.scaled(asked);
        long biasFrom = calibration.biasShare() > 0 ? now - (long) BIAS_DAYS * DAY : Long.MAX_VALUE;
        OrderedResiduals recent = pool.recent(biasFrom, asked);
        for (int row = 0; row < result.length; row++) {
            double shift = calibration.biasShare() * bias(recent.near(secondsOfDay[row]));
            double[] residuals = scaled.near(secondsOfDay[row]);
            result[row] = row(forecast.median(row), shift, residuals, calibration.unit(forecast, row), widening);
        }
        return result;
    }

    /** The seconds of the day that are near one of these. */
    private static BitSet near(int[] secondsOfDay) {
        BitSet near = new BitSet(DAY);
        for (int second : secondsOfDay) {
            near.set(Math.max(0, second - NEIGHBOUR_SECONDS), Math.min(DAY, second + NEIGHBOUR_SECONDS + 1));
            near.set(Math.min(DAY, DAY + second - NEIGHBOUR_SECONDS), DAY);
            near.set(0, Math.max(0, second + NEIGHBOUR_SECONDS + 1 - DAY));
        }
        return near;
    }

    /** The median of the newest residuals; the mean would follow single days. */
    private static double bias(double[] recent) {
        return recent.length < LEAST_RESIDUALS ? 0 : empirical(recent, 0.5);
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
