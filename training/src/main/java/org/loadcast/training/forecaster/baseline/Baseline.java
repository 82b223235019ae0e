package org.loadcast.training.forecaster.baseline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.loadcast.features.forecast.Quantiles;
import org.loadcast.training.forecaster.FittedForecaster;
import org.loadcast.training.forecaster.ForecastContext;
import org.loadcast.training.forecaster.Settings;
import org.loadcast.training.forecaster.tabular.ModelFiles;

/**
 * A fitted baseline: a rule, and nothing learned but its settings.
 *
 * <p>Where the rule has no value for an interval, the newest known load stands in, and zero where nothing is known at all.
 */
final class Baseline implements FittedForecaster {

    private static final String FILE = "baseline.json";

    /** A rule for the targets of one cutoff. */
    interface Rule {

        /** Rows = target intervals, columns = levels, rising, kW; NaN in the first where the rule has no answer. */
        double[][] quantiles(ForecastContext context, Quantiles levels);
    }

    /** A rule for one target interval. */
    interface RowRule {

        /** One value for each level, rising, kW; NaN in the first where the rule has no answer. */
        double[] quantiles(ForecastContext context, int row, Quantiles levels);
    }

    /** Applies {@code rule} to every row. */
    static Rule perRow(RowRule rule) {
        return (context, levels) -> IntStream.range(0, context.target().length())
                .mapToObj(row -> rule.quantiles(context, row, levels))
                .toArray(double[][]::new);
    }

    private final Rule rule;
    private final Map<String, String> settings;
    private final Quantiles levels;

    Baseline(Rule rule, Settings settings, Quantiles levels) {
        this.rule = rule;
        this.settings = settings.asMap();
        this.levels = levels;
    }

    @Override
    public double[][] forecast(ForecastContext context) {
        double[][] result = rule.quantiles(context, levels);
        for (int row = 0; row < result.length; row++) {
            if (Double.isNaN(result[row][0])) {
                result[row] = constant(Loads.newest(context.view()), levels);
            }
        }
        return result;
    }

    /** One value in every quantile. */
    static double[] constant(double value, Quantiles levels) {
        double[] row = new double[levels.count()];
        Arrays.fill(row, value);
        return row;
    }

    @Override
    public void save(Path directory) throws IOException {
        ModelFiles.write(directory, FILE, new Content(settings, levels.toArray()));
    }

    static Content read(Path directory) throws IOException {
        return ModelFiles.read(directory, FILE, Content.class);
    }

    /** The file's form. */
    @SuppressWarnings("ArrayRecordComponent") // a file format, read once and not compared
    record Content(Map<String, String> settings, double[] quantiles) {}
}
