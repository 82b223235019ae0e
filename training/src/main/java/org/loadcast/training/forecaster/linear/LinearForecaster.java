package org.loadcast.training.forecaster.linear;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.loadcast.training.forecaster.FitOptions;
import org.loadcast.training.forecaster.FittedForecaster;
import org.loadcast.training.forecaster.Forecaster;
import org.loadcast.training.forecaster.TooLittleHistoryException;
import org.loadcast.training.forecaster.TrainingSet;
import org.loadcast.training.forecaster.tabular.TabularEncoding;
import org.loadcast.training.forecaster.tabular.TrainingRows;

/** Robust spline ridge, per time of day or pooled. */
final class LinearForecaster implements Forecaster {

    private static final int LEAST_ROWS_PER_SLOT = 20;
    private static final int LONG_WINDOW_HOURS = 40;

    private final LinearParameters parameters;

    LinearForecaster(LinearParameters parameters) {
        this.parameters = parameters;
    }

    @Override
    public FittedForecaster fit(TrainingSet set, FitOptions options) {
        List<String> columns = parameters.columns().of(set);
        TabularEncoding encoding = new TabularEncoding(columns, parameters.form());
        TrainingSet thinned = parameters.pooled()
                ? set.thinned(
                        Math.max(30, parameters.mostRows() / set.window().length()),
                        !set.window().isNear())
                : set;
        TrainingRows rows = TrainingRows.of(thinned, encoding);
        if (rows.rows() < 2 * LEAST_ROWS_PER_SLOT) {
            throw new TooLittleHistoryException("The linear model needs " + 2 * LEAST_ROWS_PER_SLOT + " rows, meter "
                    + set.view().meter().id() + " gives " + rows.rows() + ". Wait for more history.");
        }
        boolean longWindow = set.window().reach().toHours() > LONG_WINDOW_HOURS;
        SplineBasis basis = SplineBasis.fit(columns, rows, parameters.pooled(), longWindow);
        Map<Integer, Ridge> regressions = regressions(rows, basis);
        if (regressions.isEmpty()) {
            throw new TooLittleHistoryException("The linear model needs " + LEAST_ROWS_PER_SLOT
                    + " rows of a time of day, and no time of day of meter "
                    + set.view().meter().id() + " has them. Wait for more history.");
        }
        return new FittedLinear(encoding, basis, regressions, options.quantiles());
    }

    private Map<Integer, Ridge> regressions(TrainingRows rows, SplineBasis basis) {
        Map<Integer, List<Integer>> groups = new TreeMap<>();
        for (int row = 0; row < rows.rows(); row++) {
            groups.computeIfAbsent(
                            parameters.pooled() ? FittedLinear.ALL_SLOTS : rows.slot(row), s -> new ArrayList<>())
                    .add(row);
        }
        Map<Integer, Ridge> regressions = new TreeMap<>();
        groups.forEach((slot, members) -> {
            if (members.size() >= LEAST_ROWS_PER_SLOT) {
                regressions.put(slot, regression(rows, basis, members));
            }
        });
        return regressions;
    }

    private Ridge regression(TrainingRows rows, SplineBasis basis, List<Integer> members) {
        double[][] inputs = new double[members.size()][];
        double[] targets = new double[members.size()];
        for (int i = 0; i < inputs.length; i++) {
            int row = members.get(i);
            inputs[i] = basis.expand(rows.inputs(), row * rows.width());
            targets[i] = rows.target(row);
        }
        return Ridge.fit(inputs, targets, parameters.alpha(), parameters.absolute() ? 4 : 2, parameters.absolute());
    }
}
