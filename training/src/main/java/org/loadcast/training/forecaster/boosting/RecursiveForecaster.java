package org.loadcast.training.forecaster.boosting;

import java.util.Arrays;
import org.loadcast.training.forecaster.FitOptions;
import org.loadcast.training.forecaster.FittedForecaster;
import org.loadcast.training.forecaster.ForecastContext;
import org.loadcast.training.forecaster.Forecaster;
import org.loadcast.training.forecaster.TrainingSet;

/** Boosting of one step, learned on measured steps before. */
final class RecursiveForecaster implements Forecaster {

    private final BoostingParameters parameters;

    RecursiveForecaster(BoostingParameters parameters) {
        this.parameters = parameters;
    }

    @Override
    public FittedForecaster fit(TrainingSet whole, FitOptions options) {
        TrainingSet set = parameters.thin(whole);
        StepEncoding encoding = StepEncoding.of(parameters.columns().of(set));
        int width = encoding.width();
        int most = set.examples().size() * set.window().length();
        float[] inputs = new float[most * width];
        float[] targets = new float[most];
        float[] weights = new float[most];
        long now = set.view().cutoff().getEpochSecond();
        int count = 0;
        for (ForecastContext example : set.examples()) {
            StepEncoding.Walk walk = encoding.walk(example);
            walk.reveal(set.view());
            for (int row = 0; row < example.target().length(); row++) {
                double target = (set.actual(example, row) - walk.base(row)) / walk.level();
                if (Double.isFinite(target)) {
                    walk.inputs(row, inputs, count * width);
                    targets[count] = (float) target;
                    weights[count++] =
                            parameters.weight(now - example.view().cutoff().getEpochSecond());
                }
            }
        }
        BoostingForecaster.requireEnough(count, set);
        BoosterRows rows = new BoosterRows(width, Arrays.copyOf(inputs, count * width), Arrays.copyOf(targets, count));
        float[] rowWeights = parameters.halfLifeDays() == 0 ? new float[0] : Arrays.copyOf(weights, count);
        return new FittedRecursive(
                encoding,
                ScaledBooster.train(rows, rowWeights, parameters, 0.5, options.seed()),
                options.quantiles(),
                BoostingForecaster.origin(parameters, set, count, options));
    }
}
