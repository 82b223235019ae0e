package org.loadcast.training.forecaster.boosting;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.SortedMap;
import org.loadcast.features.forecast.Quantiles;
import org.loadcast.training.forecaster.Explanation;
import org.loadcast.training.forecaster.FittedForecaster;
import org.loadcast.training.forecaster.ForecastContext;
import org.loadcast.training.forecaster.tabular.ModelFiles;

/** A booster of one step that is asked again and again on its own forecasts; a point forecast in every quantile. */
final class FittedRecursive implements FittedForecaster {

    private static final String HEAD = "recursive.json";

    private final StepEncoding encoding;
    private final ScaledBooster booster;
    private final Quantiles quantiles;
    private final SortedMap<String, String> origin;

    FittedRecursive(
            StepEncoding encoding, ScaledBooster booster, Quantiles quantiles, SortedMap<String, String> origin) {
        this.encoding = encoding;
        this.booster = booster;
        this.quantiles = quantiles;
        this.origin = origin;
    }

    @Override
    public double[][] forecast(ForecastContext context) {
        ForecastContext whole = StepEncoding.fromCutoff(context);
        StepEncoding.Walk walk = encoding.walk(whole);
        int before = whole.target().length() - context.target().length();
        double[][] result = new double[context.target().length()][quantiles.count()];
        float[] inputs = new float[encoding.width()];
        for (int row = 0; row < whole.target().length(); row++) {
            walk.inputs(row, inputs, 0);
            double load = walk.base(row) + walk.level() * booster.predict(inputs)[0];
            walk.set(row, load);
            if (row >= before) {
                Arrays.fill(result[row - before], load);
            }
        }
        return result;
    }

    /**
     * Every step counts from the one before, so a target's contributions are those of all steps up to it, and its base is the load
     * that the first step counts from.
     */
    @Override
    public Optional<Explanation> explain(ForecastContext context) {
        ForecastContext whole = StepEncoding.fromCutoff(context);
        StepEncoding.Walk walk = encoding.walk(whole);
        int width = encoding.width();
        int before = whole.target().length() - context.target().length();
        double[] base = new double[context.target().length()];
        double[][] contributions = new double[base.length][];
        double[] sums = new double[width];
        double from = walk.base(0);
        float[] inputs = new float[width];
        for (int row = 0; row < whole.target().length(); row++) {
            walk.inputs(row, inputs, 0);
            double[] parts = booster.contributions(inputs)[0];
            for (int column = 0; column < width; column++) {
                sums[column] += walk.level() * parts[column];
            }
            from += walk.level() * parts[width];
            walk.set(row, from + Arrays.stream(sums).sum());
            if (row >= before) {
                base[row - before] = from;
                contributions[row - before] = sums.clone();
            }
        }
        return Optional.of(new Explanation(
                ScaledBooster.METHOD + ", summed up over the steps", encoding.names(), base, contributions));
    }

    @Override
    public SortedMap<String, String> origin() {
        return booster.provenance(encoding.names(), origin);
    }

    @Override
    public void save(Path directory) throws IOException {
        ModelFiles.write(directory, HEAD, new Head(encoding, booster.scales(), quantiles.toArray(), origin));
        booster.write(directory.resolve(TribuoFile.NAME), encoding.names(), origin);
    }

    static boolean isIn(Path directory) {
        return Files.exists(directory.resolve(HEAD));
    }

    static FittedRecursive load(Path directory) throws IOException {
        Head head = ModelFiles.read(directory, HEAD, Head.class);
        return new FittedRecursive(
                head.encoding(),
                ScaledBooster.read(directory.resolve(TribuoFile.NAME), head.booster()),
                Quantiles.of(head.quantiles()),
                head.origin());
    }

    /** The part beside the trees. */
    @SuppressWarnings("ArrayRecordComponent") // a file format, read once and not compared
    private record Head(
            StepEncoding encoding,
            ScaledBooster.Scales booster,
            double[] quantiles,
            SortedMap<String, String> origin) {}
}
