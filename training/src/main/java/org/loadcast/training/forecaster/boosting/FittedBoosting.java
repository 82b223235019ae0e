package org.loadcast.training.forecaster.boosting;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.loadcast.features.forecast.Quantiles;
import org.loadcast.training.forecaster.Explanation;
import org.loadcast.training.forecaster.FittedForecaster;
import org.loadcast.training.forecaster.ForecastContext;
import org.loadcast.training.forecaster.tabular.ModelFiles;
import org.loadcast.training.forecaster.tabular.TabularEncoding;

/** Boosters that have learned: one for every quantile, or one whose point forecast stands in every quantile. */
final class FittedBoosting implements FittedForecaster {

    private static final String HEAD = "boosting.json";

    private final TabularEncoding encoding;
    private final List<ScaledBooster> boosters;
    private final Quantiles quantiles;
    private final Quantiles learned;
    private final SortedMap<String, String> origin;

    /** @param boosters one for the median alone, or one for each of {@code quantiles} or for {@link Quantiles#everySecond} of them */
    FittedBoosting(
            TabularEncoding encoding,
            List<ScaledBooster> boosters,
            Quantiles quantiles,
            SortedMap<String, String> origin) {
        this.encoding = encoding;
        this.boosters = List.copyOf(boosters);
        this.quantiles = quantiles;
        this.learned = learned(quantiles, boosters.size());
        this.origin = origin;
    }

    private static Quantiles learned(Quantiles quantiles, int boosters) {
        return boosters == quantiles.count() ? quantiles : quantiles.everySecond();
    }

    @Override
    public double[][] forecast(ForecastContext context) {
        TabularEncoding.Bound bound = encoding.bind(context);
        float[] inputs = bound.inputs();
        List<double[]> predicted =
                boosters.stream().map(booster -> booster.predict(inputs)).toList();
        double[][] result = new double[context.target().length()][quantiles.count()];
        for (int row = 0; row < result.length; row++) {
            if (predicted.size() == 1) {
                Arrays.fill(result[row], bound.load(row, predicted.get(0)[row]));
            } else {
                double[] loads = new double[predicted.size()];
                for (int q = 0; q < loads.length; q++) {
                    loads[q] = bound.load(row, predicted.get(q)[row]);
                }
                Arrays.sort(loads); // boosters that learned apart may cross
                Arrays.setAll(result[row], q -> learned.at(loads, quantiles.level(q)));
            }
        }
        return result;
    }

    @Override
    public Optional<Explanation> explain(ForecastContext context) {
        TabularEncoding.Bound bound = encoding.bind(context);
        ScaledBooster middle = boosters.get(boosters.size() == 1 ? 0 : learned.medianIndex());
        double[][] parts = middle.contributions(bound.inputs());
        int width = encoding.columns().size();
        double[] base = new double[parts.length];
        double[][] contributions = new double[parts.length][];
        for (int row = 0; row < parts.length; row++) {
            base[row] = bound.load(row, parts[row][width]);
            contributions[row] = Arrays.copyOf(parts[row], width);
            for (int column = 0; column < width; column++) {
                contributions[row][column] *= bound.level(row);
            }
        }
        return Optional.of(new Explanation(ScaledBooster.METHOD, encoding.columns(), base, contributions));
    }

    @Override
    public SortedMap<String, String> origin() {
        return boosters.get(boosters.size() / 2).provenance(encoding.columns(), origin);
    }

    @Override
    public void save(Path directory) throws IOException {
        ModelFiles.write(
                directory,
                HEAD,
                new Head(encoding, boosters.stream().map(ScaledBooster::scales).toList(), quantiles.toArray(), origin));
        for (int i = 0; i < boosters.size(); i++) {
            boosters.get(i).write(file(directory, i, boosters.size(), learned), encoding.columns(), origin);
        }
    }

    private static Path file(Path directory, int index, int of, Quantiles quantiles) {
        return directory.resolve(
                of == 1 ? TribuoFile.NAME : TribuoFile.nameOf(quantiles.names().get(index)));
    }

    static FittedBoosting load(Path directory) throws IOException {
        Head head = ModelFiles.read(directory, HEAD, Head.class);
        Quantiles quantiles = Quantiles.of(head.quantiles());
        List<ScaledBooster> boosters = new ArrayList<>();
        for (ScaledBooster.Scales scales : head.boosters()) {
            int of = head.boosters().size();
            Path file = file(directory, boosters.size(), of, learned(quantiles, of));
            boosters.add(ScaledBooster.read(file, scales));
        }
        return new FittedBoosting(head.encoding(), boosters, quantiles, head.origin());
    }

    /** The part beside the boosters. */
    @SuppressWarnings("ArrayRecordComponent") // a file format, read once and not compared
    private record Head(
            TabularEncoding encoding,
            List<ScaledBooster.Scales> boosters,
            double[] quantiles,
            SortedMap<String, String> origin) {}
}
