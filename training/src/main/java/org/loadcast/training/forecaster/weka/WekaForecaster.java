package org.loadcast.training.forecaster.weka;

import java.util.List;
import org.loadcast.training.forecaster.FitOptions;
import org.loadcast.training.forecaster.FittedForecaster;
import org.loadcast.training.forecaster.Forecaster;
import org.loadcast.training.forecaster.TooLittleHistoryException;
import org.loadcast.training.forecaster.TrainingSet;
import org.loadcast.training.forecaster.tabular.TabularEncoding;
import org.loadcast.training.forecaster.tabular.TargetForm;
import org.loadcast.training.forecaster.tabular.TrainingRows;
import weka.classifiers.AbstractClassifier;
import weka.classifiers.Classifier;
import weka.core.DenseInstance;
import weka.core.Instances;

/** One of Weka's methods, ready to learn. */
final class WekaForecaster implements Forecaster {

    private static final int FEWEST_ROWS = 96;
    private static final int FEWEST_CUTOFFS = 14;

    private final String family;
    private final Classifier prototype;
    private final TargetForm form;
    private final int mostRows;

    WekaForecaster(String family, Classifier prototype, TargetForm form, int mostRows) {
        this.family = family;
        this.prototype = prototype;
        this.form = form;
        this.mostRows = mostRows;
    }

    @Override
    public FittedForecaster fit(TrainingSet set, FitOptions options) {
        TrainingSet thinned = set.thinned(
                Math.max(FEWEST_CUTOFFS, mostRows / set.window().length()),
                !set.window().isNear());
        List<String> columns = set.examples().isEmpty()
                ? List.of()
                : set.examples().get(0).features().columns();
        TabularEncoding encoding = new TabularEncoding(columns, form);
        TrainingRows rows = TrainingRows.of(thinned, encoding);
        if (rows.rows() < FEWEST_ROWS) {
            throw new TooLittleHistoryException("Meter " + set.view().meter().id() + " has " + rows.rows()
                    + " measured targets for " + family + " to learn from; it needs " + FEWEST_ROWS
                    + ". Wait for more history.");
        }
        options.progress().step(family + " on " + rows.rows() + " rows", 0, 1);
        Classifier learned = learn(encoding, rows);
        options.progress().step(family, 1, 1);
        return new FittedWeka(encoding, learned, options.quantiles());
    }

    private Classifier learn(TabularEncoding encoding, TrainingRows rows) {
        Instances table = WekaTable.empty(encoding.columns(), rows.rows());
        for (int row = 0; row < rows.rows(); row++) {
            double[] values = new double[rows.width() + 1];
            for (int column = 0; column < rows.width(); column++) {
                values[column] = rows.input(row, column);
            }
            values[rows.width()] = rows.target(row);
            table.add(new DenseInstance(1, values));
        }
        try {
            Classifier classifier = AbstractClassifier.makeCopy(prototype);
            classifier.buildClassifier(table);
            return classifier;
        } catch (Exception e) { // Weka declares no narrower type
            throw new IllegalStateException("Weka could not learn " + family + ": " + e.getMessage(), e);
        }
    }
}
