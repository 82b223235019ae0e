package org.loadcast.training.forecaster.linear;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.loadcast.features.forecast.Quantiles;
import org.loadcast.training.forecaster.Explanation;
import org.loadcast.training.forecaster.FittedForecaster;
import org.loadcast.training.forecaster.ForecastContext;
import org.loadcast.training.forecaster.tabular.ModelFiles;
import org.loadcast.training.forecaster.tabular.TabularEncoding;

/** Regressions by time of day, or one for all; a point forecast in every quantile. */
final class FittedLinear implements FittedForecaster {

    private static final String FILE = "linear.json";
    private static final String METHOD = "coefficient times distance from the training mean";
    static final int ALL_SLOTS = -1;

    private final TabularEncoding encoding;
    private final SplineBasis basis;
    private final TreeMap<Integer, Ridge> regressions;
    private final Quantiles quantiles;

    FittedLinear(TabularEncoding encoding, SplineBasis basis, Map<Integer, Ridge> regressions, Quantiles quantiles) {
        this.encoding = encoding;
        this.basis = basis;
        this.regressions = new TreeMap<>(regressions);
        this.quantiles = quantiles;
    }

    @Override
    public double[][] forecast(ForecastContext context) {
        TabularEncoding.Bound bound = encoding.bind(context);
        float[] inputs = new float[encoding.columns().size()];
        double[][] result = new double[context.target().length()][quantiles.count()];
        for (int row = 0; row < result.length; row++) {
            bound.inputs(row, inputs, 0);
            Ridge ridge = regressionAt(context.view().clock().slot(context.targetIndex(row)));
            Arrays.fill(result[row], bound.load(row, ridge.predict(basis.expand(inputs, 0))));
        }
        return result;
    }

    @Override
    public Optional<Explanation> explain(ForecastContext context) {
        TabularEncoding.Bound bound = encoding.bind(context);
        int width = encoding.columns().size();
        float[] inputs = new float[width];
        double[] base = new double[context.target().length()];
        double[][] contributions = new double[base.length][];
        for (int row = 0; row < base.length; row++) {
            bound.inputs(row, inputs, 0);
            Ridge ridge = regressionAt(context.view().clock().slot(context.targetIndex(row)));
            base[row] = bound.load(row, ridge.intercept());
            contributions[row] = basis.byColumn(ridge.contributions(basis.expand(inputs, 0)), width);
            for (int column = 0; column < width; column++) {
                contributions[row][column] *= bound.level(row);
            }
        }
        return Optional.of(new Explanation(METHOD, encoding.columns(), base, contributions));
    }

    /** The slot's regression, or the nearest earlier slot's where a slot had too few rows to learn from. */
    private Ridge regressionAt(int slot) {
        Map.Entry<Integer, Ridge> entry = regressions.floorEntry(slot);
        return (entry == null ? regressions.firstEntry() : entry).getValue();
    }

    @Override
    public void save(Path directory) throws IOException {
        ModelFiles.write(directory, FILE, new Content(encoding, basis.terms(), regressions, quantiles.toArray()));
    }

    static FittedLinear load(Path directory) throws IOException {
        Content content = ModelFiles.read(directory, FILE, Content.class);
        return new FittedLinear(
                content.encoding(),
                new SplineBasis(content.terms()),
                content.regressions(),
                Quantiles.of(content.quantiles()));
    }

    /** The file's form. */
    @SuppressWarnings("ArrayRecordComponent") // a file format, read once and not compared
    private record Content(
            TabularEncoding encoding,
            List<SplineBasis.Term> terms,
            Map<Integer, Ridge> regressions,
            double[] quantiles) {}
}
