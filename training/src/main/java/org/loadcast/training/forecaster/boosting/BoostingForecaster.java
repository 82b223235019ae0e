package org.loadcast.training.forecaster.boosting;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
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
        List<String> columns = parameters.columns().of(set);
        TabularEncoding encoding = new TabularEncoding(columns, parameters.form());
        TrainingRows rows = TrainingRows.of(parameters.thin(set), encoding);
        if (rows.rows() < LEAST_ROWS) {
            throw new TooLittleHistoryException("Boosting needs " + LEAST_ROWS + " rows to learn from, meter "
                    + set.view().meter().id() + " gives " + rows.rows() + ". Wait for more history.");
        }
        double centre = rows.median();
        double scale = rows.meanDeviation(centre);
        Booster booster = train(rows, centre, scale, options);
        return new FittedBoosting(
                encoding,
                centre,
                scale,
                booster,
                options.quantiles(),
                origin(set, rows.rows(), centre, scale, options));
    }

    /** What Tribuo's provenance cannot know. */
    private SortedMap<String, String> origin(
            TrainingSet set, int rows, double centre, double scale, FitOptions options) {
        SortedMap<String, String> origin = new TreeMap<>();
        parameters.xgboost().forEach((name, value) -> origin.put("xgboost-" + name, String.valueOf(value)));
        origin.put("xgboost-rounds", String.valueOf(parameters.rounds()));
        origin.put("meter", set.view().meter().id().value());
        origin.put("data-from", String.valueOf(set.view().grid().start()));
        origin.put("data-until", String.valueOf(set.view().cutoff()));
        origin.put("window", String.valueOf(set.window()));
        origin.put("rows", String.valueOf(rows));
        origin.put("seed", String.valueOf(options.seed()));
        origin.put("target", String.valueOf(parameters.form()));
        origin.put("target-centre", String.valueOf(centre));
        origin.put("target-scale", String.valueOf(scale));
        return origin;
    }

    private Booster train(TrainingRows rows, double centre, double scale, FitOptions options) {
        float[] labels = new float[rows.rows()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = (float) ((rows.target(i) - centre) / scale);
        }
        OpenMp.provide();
        try {
            DMatrix data = new DMatrix(rows.inputs(), rows.rows(), rows.width(), Float.NaN);
            try {
                data.setLabel(labels);
                Map<String, Object> settings = new HashMap<>(parameters.xgboost());
                settings.put("seed", options.seed());
                return XGBoost.train(data, settings, parameters.rounds(), Map.of(), null, null);
            } finally {
                data.dispose();
            }
        } catch (XGBoostError e) {
            throw new IllegalStateException("XGBoost could not train: " + e.getMessage(), e);
        }
    }
}
