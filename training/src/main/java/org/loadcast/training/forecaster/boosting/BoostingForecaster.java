package org.loadcast.training.forecaster.boosting;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
        List<String> columns = parameters.columns().of(set.columns());
        TabularEncoding encoding = new TabularEncoding(columns, parameters.form());
        TrainingRows rows = TrainingRows.of(parameters.thin(set), encoding);
        if (rows.rows() < LEAST_ROWS) {
            throw new TooLittleHistoryException("Boosting needs " + LEAST_ROWS + " rows to learn from, meter "
                    + set.view().meter().id() + " gives " + rows.rows() + ". Wait for more history.");
        }
        double centre = rows.median();
        double scale = rows.meanDeviation(centre);
        return new FittedBoosting(encoding, centre, scale, train(rows, centre, scale, options), options.quantiles());
    }

    private Booster train(TrainingRows rows, double centre, double scale, FitOptions options) {
        float[] labels = new float[rows.rows()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = (float) ((rows.target(i) - centre) / scale);
        }
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
