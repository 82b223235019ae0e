package org.loadcast.training.forecaster.boosting;

import java.time.Instant;
import java.util.List;
import org.loadcast.training.forecaster.FitOptions;
import org.loadcast.training.forecaster.FittedForecaster;
import org.loadcast.training.forecaster.ForecastContext;
import org.loadcast.training.forecaster.Forecaster;
import org.loadcast.training.forecaster.TooLittleHistoryException;
import org.loadcast.training.forecaster.TrainingSet;

/**
 * The one of two forecasters that errs less on the newest fifth of the training window, fitted on all of it; the first where the
 * window is too short to tell.
 */
final class BetterForm implements Forecaster {

    private static final double NEWEST = 0.2;
    private static final int MOST_JUDGED = 60;

    private final Forecaster first;
    private final Forecaster second;

    BetterForm(Forecaster first, Forecaster second) {
        this.first = first;
        this.second = second;
    }

    @Override
    public FittedForecaster fit(TrainingSet set, FitOptions options) {
        return better(set, options).fit(set, options);
    }

    private Forecaster better(TrainingSet set, FitOptions options) {
        List<ForecastContext> all = set.examples();
        int older = (int) (all.size() * (1 - NEWEST));
        if (older == 0) {
            return first;
        }
        List<ForecastContext> judged = all.subList(Math.max(older, all.size() - MOST_JUDGED), all.size());
        Instant split = judged.get(0).view().cutoff();
        try {
            TrainingSet before = set.until(split);
            double errorOfFirst = error(first.fit(before, options), set, judged);
            return error(second.fit(before, options), set, judged) < errorOfFirst ? second : first;
        } catch (TooLittleHistoryException tooShort) {
            return first;
        }
    }

    private static double error(FittedForecaster fitted, TrainingSet set, List<ForecastContext> judged) {
        double sum = 0;
        for (ForecastContext example : judged) {
            double[][] forecast = fitted.forecast(example);
            for (int row = 0; row < forecast.length; row++) {
                double load = set.actual(example, row);
                double median = forecast[row][forecast[row].length / 2];
                sum += Double.isNaN(load) || Double.isNaN(median) ? 0 : Math.abs(load - median);
            }
        }
        return sum;
    }
}
