package org.loadcast.training.forecaster.boosting;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import org.loadcast.training.forecaster.FitOptions;
import org.loadcast.training.forecaster.FittedForecaster;
import org.loadcast.training.forecaster.Forecaster;
import org.loadcast.training.forecaster.TooLittleHistoryException;
import org.loadcast.training.forecaster.TrainingSet;
import org.loadcast.training.forecaster.tabular.TabularEncoding;
import org.loadcast.training.forecaster.tabular.TrainingRows;

/** Direct gradient boosting over all lead times. */
final class BoostingForecaster implements Forecaster {

    private static final int LEAST_ROWS = 200;

    private final BoostingParameters parameters;

    BoostingForecaster(BoostingParameters parameters) {
        this.parameters = parameters;
    }

    @Override
    public FittedForecaster fit(TrainingSet set, FitOptions options) {
        TabularEncoding encoding = new TabularEncoding(parameters.columns().of(set), parameters.target());
        TrainingRows rows = TrainingRows.of(parameters.thin(set), encoding);
        requireEnough(rows.rows(), set);
        BoosterRows toLearn = new BoosterRows(rows.width(), rows.inputs(), rows.targets());
        float[] weights = weights(rows, set);
        List<ScaledBooster> boosters = levels(options)
                .mapToObj(level -> ScaledBooster.train(toLearn, weights, parameters, level, options.seed()))
                .toList();
        return new FittedBoosting(
                encoding, boosters, options.quantiles(), origin(parameters, set, rows.rows(), options));
    }

    static void requireEnough(int rows, TrainingSet set) {
        if (rows < LEAST_ROWS) {
            throw new TooLittleHistoryException("Boosting needs " + LEAST_ROWS + " rows to learn from, meter "
                    + set.view().meter().id() + " gives " + rows + ". Wait for more history.");
        }
    }

    /** Every quantile, or one booster for the middle. */
    private DoubleStream levels(FitOptions options) {
        return parameters.objective() == BoostingParameters.Objective.QUANTILE
                ? DoubleStream.of(options.quantiles().toArray())
                : DoubleStream.of(0.5);
    }

    private float[] weights(TrainingRows rows, TrainingSet set) {
        if (parameters.halfLifeDays() == 0) {
            return new float[0];
        }
        long now = set.view().cutoff().getEpochSecond();
        float[] weights = new float[rows.rows()];
        for (int row = 0; row < weights.length; row++) {
            weights[row] = parameters.weight(now - rows.cutoffSecond(row));
        }
        return weights;
    }

    /** What Tribuo's provenance cannot know. */
    static SortedMap<String, String> origin(
            BoostingParameters parameters, TrainingSet set, int rows, FitOptions options) {
        SortedMap<String, String> origin = new TreeMap<>();
        parameters.xgboost().forEach((name, value) -> origin.put("xgboost-" + name, String.valueOf(value)));
        origin.put("xgboost-rounds", String.valueOf(parameters.rounds()));
        origin.put("meter", set.view().meter().id().value());
        origin.put("data-from", String.valueOf(set.view().grid().start()));
        origin.put("data-until", String.valueOf(set.view().cutoff()));
        origin.put("window", String.valueOf(set.window()));
        origin.put("rows", String.valueOf(rows));
        origin.put("seed", String.valueOf(options.seed()));
        origin.put("target", String.valueOf(parameters.target()));
        return origin;
    }
}
