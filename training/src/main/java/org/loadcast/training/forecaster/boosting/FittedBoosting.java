package org.loadcast.training.forecaster.boosting;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SortedMap;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.loadcast.features.forecast.Quantiles;
import org.loadcast.training.forecaster.FittedForecaster;
import org.loadcast.training.forecaster.ForecastContext;
import org.loadcast.training.forecaster.tabular.ModelFiles;
import org.loadcast.training.forecaster.tabular.TabularEncoding;

/** Trees that have learned; a point forecast in every quantile. */
final class FittedBoosting implements FittedForecaster {

    private static final String HEAD = "boosting.json";

    private final TabularEncoding encoding;
    private final double centre;
    private final double scale;
    private final Booster booster;
    private final Quantiles quantiles;
    private final SortedMap<String, String> origin;

    FittedBoosting(
            TabularEncoding encoding,
            double centre,
            double scale,
            Booster booster,
            Quantiles quantiles,
            SortedMap<String, String> origin) {
        this.encoding = encoding;
        this.centre = centre;
        this.scale = scale;
        this.booster = booster;
        this.quantiles = quantiles;
        this.origin = origin;
    }

    @Override
    public double[][] forecast(ForecastContext context) {
        TabularEncoding.Bound bound = encoding.bind(context);
        int rows = context.target().length();
        float[][] predicted = predict(bound.inputs(), rows);
        double[][] result = new double[rows][quantiles.count()];
        for (int row = 0; row < result.length; row++) {
            Arrays.fill(result[row], bound.load(row, centre + scale * predicted[row][0]));
        }
        return result;
    }

    private float[][] predict(float[] inputs, int rows) {
        try {
            synchronized (booster) {
                return booster.inplace_predict(inputs, rows, encoding.columns().size(), Float.NaN);
            }
        } catch (XGBoostError e) {
            throw new IllegalStateException("XGBoost could not predict: " + e.getMessage(), e);
        }
    }

    @Override
    public void save(Path directory) throws IOException {
        ModelFiles.write(directory, HEAD, new Head(encoding, centre, scale, quantiles.toArray(), origin));
        TribuoFile.write(directory, booster, encoding.columns(), origin);
    }

    static FittedBoosting load(Path directory) throws IOException {
        Head head = ModelFiles.read(directory, HEAD, Head.class);
        return new FittedBoosting(
                head.encoding(),
                head.centre(),
                head.scale(),
                TribuoFile.read(directory),
                Quantiles.of(head.quantiles()),
                head.origin());
    }

    /** The part beside the trees. */
    @SuppressWarnings("ArrayRecordComponent") // a file format, read once and not compared
    private record Head(
            TabularEncoding encoding,
            double centre,
            double scale,
            double[] quantiles,
            SortedMap<String, String> origin) {}
}
