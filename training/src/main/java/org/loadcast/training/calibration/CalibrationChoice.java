package org.loadcast.training.calibration;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.loadcast.features.forecast.Quantiles;
import org.loadcast.features.view.PointInTimeView;
import org.loadcast.training.metrics.Pinball;

/** Chooses how residuals become quantiles by trying every way on out-of-sample forecasts, each as of its own cutoff. */
public final class CalibrationChoice {

    private static final double[] BIAS_SHARES = {0, 0.25, 0.5};
    private static final double USUAL_BIAS_SHARE = 0.25;
    /** Over fewer days a drift cannot be told from a season, and following it costs more than it brings. */
    private static final Duration LEAST_FOR_BIAS = Duration.ofDays(42);

    private static final int MOST_TRIALS = 40;
    private static final double WARM_UP = 0.35;

    private final Duration memory;
    private final Quantiles quantiles;

    /** A choice for {@code quantiles}, with residuals of the last {@code memory}. */
    public CalibrationChoice(Duration memory, Quantiles quantiles) {
        this.memory = memory;
        this.quantiles = quantiles;
    }

    /**
     * The calibration with the least mean pinball loss.
     *
     * @param view what is known when the choice is made
     * @param past out-of-sample forecasts by cutoff, their outcomes known to {@code view}
     * @param lowest bound of all quantiles, kW
     * @param highest bound of all quantiles, kW
     */
    public Calibration choose(PointInTimeView view, List<PastForecast> past, double lowest, double highest) {
        List<Calibration> scales = Arrays.stream(Calibration.Scale.values())
                .map(scale -> new Calibration(scale, USUAL_BIAS_SHARE, lowest, highest))
                .toList();
        Calibration scaled = best(scales, view, past);
        double[] biasShares = span(past).compareTo(LEAST_FOR_BIAS) < 0 ? new double[] {0} : BIAS_SHARES;
        List<Calibration> shares = Arrays.stream(biasShares)
                .mapToObj(share -> new Calibration(scaled.scale(), share, lowest, highest))
                .toList();
        return best(shares, view, past);
    }

    private static Duration span(List<PastForecast> past) {
        return past.isEmpty()
                ? Duration.ZERO
                : Duration.ofSeconds(
                        past.get(past.size() - 1).cutoffSecond() - past.get(0).cutoffSecond());
    }

    private Calibration best(List<Calibration> candidates, PointInTimeView view, List<PastForecast> past) {
        double[] losses =
                candidates.stream().mapToDouble(c -> loss(c, view, past)).toArray();
        int best = IntStream.range(0, losses.length)
                .boxed()
                .min(Comparator.comparingDouble(i -> losses[i]))
                .orElseThrow();
        return candidates.get(best);
    }

    private double loss(Calibration candidate, PointInTimeView view, List<PastForecast> past) {
        int first = (int) (WARM_UP * past.size());
        int every = Math.max(1, (past.size() - first) / MOST_TRIALS);
        PastForecasts all = new PastForecasts(past);
        double sum = 0;
        for (int i = first; i < past.size(); i += every) {
            sum += loss(candidate, view, past.get(i), all);
        }
        return sum;
    }

    private double loss(Calibration candidate, PointInTimeView view, PastForecast trial, PastForecasts all) {
        long cutoff = trial.cutoffSecond();
        Calibrator calibrator = new Calibrator(
                candidate,
                quantiles,
                view.replay(Instant.ofEpochSecond(cutoff)),
                all.between(cutoff - memory.toSeconds(), cutoff));
        int target = trial.firstTargetOn(view.grid());
        double[][] forecast = calibrator.quantiles(trial);
        double sum = 0;
        for (int row = 0; row < forecast.length; row++) {
            double load = view.load(target + row);
            for (int q = 0; q < quantiles.count() && !Double.isNaN(load); q++) {
                sum += Pinball.loss(quantiles.level(q), load, forecast[row][q]);
            }
        }
        return sum;
    }
}
