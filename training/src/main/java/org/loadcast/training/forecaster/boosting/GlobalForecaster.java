package org.loadcast.training.forecaster.boosting;

import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import org.loadcast.training.forecaster.FitOptions;
import org.loadcast.training.forecaster.FittedForecaster;
import org.loadcast.training.forecaster.PooledForecaster;
import org.loadcast.training.forecaster.TooLittleHistoryException;
import org.loadcast.training.forecaster.TrainingSet;
import org.loadcast.training.forecaster.tabular.TabularEncoding;
import org.loadcast.training.forecaster.tabular.TrainingRows;

/** Direct boosting on the rows of many meters, for every second quantile: those between follow. */
final class GlobalForecaster implements PooledForecaster {

    private static final int FEWEST_CUTOFFS = 3;

    private final BoostingParameters parameters;

    GlobalForecaster(BoostingParameters parameters) {
        this.parameters = parameters;
    }

    @Override
    public FittedForecaster fit(List<TrainingSet> sets, FitOptions options) {
        List<TrainingSet> able =
                sets.stream().filter(set -> !set.examples().isEmpty()).toList();
        if (able.isEmpty()) {
            throw new TooLittleHistoryException("None of " + sets.size() + " meters"
                    + sets.stream()
                            .findFirst()
                            .map(set -> ", such as " + set.view().meter().id() + ",")
                            .orElse("")
                    + " has a past cutoff to learn from. Wait for more history.");
        }
        TabularEncoding encoding = new TabularEncoding(
                parameters.columns().ofAll(TrainingSet.sampled(able, 1).toList()), parameters.target());
        int cutoffs = parameters.mostRows() / able.get(0).window().length() / able.size();
        List<TrainingRows> parts = TrainingSet.sampled(able, Math.max(FEWEST_CUTOFFS, cutoffs))
                .parallel()
                .map(set -> TrainingRows.of(set, encoding))
                .toList();
        BoosterRows rows = joined(parts, encoding.columns().size());
        BoostingForecaster.requireEnough(rows.count(), able.get(0));
        List<ScaledBooster> boosters = Arrays.stream(
                        options.quantiles().everySecond().toArray())
                .parallel()
                .mapToObj(level -> ScaledBooster.train(rows, new float[0], parameters, level, options.seed()))
                .toList();
        SortedMap<String, String> origin = BoostingForecaster.origin(parameters, able.get(0), rows.count(), options);
        origin.put("meter", able.size() + " meters");
        return new FittedBoosting(encoding, boosters, options.quantiles(), origin);
    }

    private static BoosterRows joined(List<TrainingRows> parts, int width) {
        int count = parts.stream().mapToInt(TrainingRows::rows).sum();
        float[] inputs = new float[count * width];
        float[] targets = new float[count];
        int at = 0;
        for (TrainingRows part : parts) {
            System.arraycopy(part.inputs(), 0, inputs, at * width, part.rows() * width);
            System.arraycopy(part.targets(), 0, targets, at, part.rows());
            at += part.rows();
        }
        return new BoosterRows(width, inputs, targets);
    }
}
