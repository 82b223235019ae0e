package org.loadcast.training.forecaster.boosting;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** A booster with the scales of its inputs and its target. Thread-safe. */
final class ScaledBooster {

    /** How {@link #contributions} are found, in words. */
    static final String METHOD = "exact Shapley values of the boosted terms";

    private final Booster booster;
    private final Scales scales;

    private ScaledBooster(Booster booster, Scales scales) {
        this.booster = booster;
        this.scales = scales;
    }

    /**
     * What stands beside the booster's file: the target is {@code centre + scale *} what the booster says.
     *
     * @param width number of input columns
     * @param inputs how the inputs are scaled
     */
    record Scales(double centre, double scale, int width, InputScale inputs) {}

    /**
     * Trains.
     *
     * @param rows what to learn
     * @param weights one for each row; empty when all count the same
     * @param level of {@link BoostingParameters.Objective#QUANTILE}; not used by other objectives
     */
    static ScaledBooster train(
            BoosterRows rows, float[] weights, BoostingParameters parameters, double level, long seed) {
        double centre = rows.median();
        double scale = rows.meanDeviation(centre);
        float[] labels = new float[rows.count()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = (float) ((rows.target(i) - centre) / scale);
        }
        InputScale inputScale = parameters.linear() ? InputScale.fit(rows.inputs(), rows.width()) : InputScale.none();
        Map<String, Object> settings = new HashMap<>(parameters.xgboost());
        settings.put("seed", seed);
        if (parameters.objective() == BoostingParameters.Objective.QUANTILE) {
            settings.put("quantile_alpha", level);
        }
        OpenMp.provide();
        try {
            DMatrix data = new DMatrix(inputScale.apply(rows.inputs()), rows.count(), rows.width(), Float.NaN);
            try {
                data.setLabel(labels);
                if (weights.length > 0) {
                    data.setWeight(weights);
                }
                Booster booster = XGBoost.train(data, settings, parameters.rounds(), Map.of(), null, null);
                return new ScaledBooster(booster, new Scales(centre, scale, rows.width(), inputScale));
            } finally {
                data.dispose();
            }
        } catch (XGBoostError e) {
            throw new IllegalStateException("XGBoost could not train: " + e.getMessage(), e);
        }
    }

    Scales scales() {
        return scales;
    }

    /** Predictions in the form of the target, one for each row. */
    double[] predict(float[] inputs) {
        int rows = inputs.length / scales.width();
        double[] values = new double[rows];
        float[][] predicted = raw(scales.inputs().apply(inputs), rows);
        for (int row = 0; row < rows; row++) {
            values[row] = scales.centre() + scales.scale() * predicted[row][0];
        }
        return values;
    }

    private float[][] raw(float[] inputs, int rows) {
        try {
            synchronized (booster) {
                if (scales.inputs().isNone()) {
                    return booster.inplace_predict(inputs, rows, scales.width(), Float.NaN);
                }
                DMatrix data = new DMatrix(inputs, rows, scales.width(), Float.NaN);
                try {
                    return booster.predict(data);
                } finally {
                    data.dispose();
                }
            }
        } catch (XGBoostError e) {
            throw new IllegalStateException("XGBoost could not predict: " + e.getMessage(), e);
        }
    }

    /**
     * What every column adds to each prediction, in the form of the target, and last what is left: the prediction of a booster
     * that knows nothing. A row's numbers add up to its prediction. Exact Shapley values of the trees (Lundberg and others,
     * "Consistent Individualized Feature Attribution for Tree Ensembles", 2018).
     */
    double[][] contributions(float[] inputs) {
        int rows = inputs.length / scales.width();
        try {
            DMatrix data = new DMatrix(scales.inputs().apply(inputs), rows, scales.width(), Float.NaN);
            try {
                float[][] raw;
                synchronized (booster) {
                    raw = booster.predictContrib(data, 0);
                }
                double[][] result = new double[rows][scales.width() + 1];
                for (int row = 0; row < rows; row++) {
                    for (int column = 0; column <= scales.width(); column++) {
                        result[row][column] = scales.scale() * raw[row][column];
                    }
                    result[row][scales.width()] += scales.centre();
                }
                return result;
            } finally {
                data.dispose();
            }
        } catch (XGBoostError e) {
            throw new IllegalStateException("XGBoost could not explain: " + e.getMessage(), e);
        }
    }

    /** Writes the booster as a Tribuo model; {@link #scales} are the caller's to keep. */
    void write(Path file, List<String> columns, SortedMap<String, String> origin) throws IOException {
        TribuoFile.write(file, booster, columns, withScales(origin));
    }

    /** Tribuo's provenance of the booster, by name. */
    SortedMap<String, String> provenance(List<String> columns, SortedMap<String, String> origin) {
        return TribuoFile.provenance(booster, columns, withScales(origin));
    }

    private SortedMap<String, String> withScales(SortedMap<String, String> origin) {
        SortedMap<String, String> all = new TreeMap<>(origin);
        all.put("target-centre", String.valueOf(scales.centre()));
        all.put("target-scale", String.valueOf(scales.scale()));
        return all;
    }

    /** @throws IOException when the file is missing or does not hold a booster */
    static ScaledBooster read(Path file, Scales scales) throws IOException {
        return new ScaledBooster(TribuoFile.read(file), scales);
    }
}
