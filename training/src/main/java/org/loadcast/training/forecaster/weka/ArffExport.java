package org.loadcast.training.forecaster.weka;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.loadcast.features.transform.FeatureMatrix;
import org.loadcast.training.forecaster.ForecastContext;
import org.loadcast.training.forecaster.TrainingSet;

/**
 * Writes a training set as ARFF, the text format that Weka's Explorer opens.
 *
 * <p>Rows: one a target interval with a measured load. Attributes: {@code cutoff} and {@code timestamp} (start of the
 * target, both UTC), the standard features, and {@code load_kw}, the last, which is what to predict. A missing feature is
 * {@code ?}.
 */
public final class ArffExport {

    private static final String DATE = " DATE \"yyyy-MM-dd'T'HH:mm:ss'Z'\"\n";

    private ArffExport() {}

    /**
     * Writes all rows of {@code set}.
     *
     * @throws IOException when {@code out} refuses
     * @throws IllegalArgumentException when the set has no example
     */
    public static void write(TrainingSet set, Writer out) throws IOException {
        if (set.examples().isEmpty()) {
            throw new IllegalArgumentException(
                    "The training set of meter " + set.view().meter().id()
                            + " is empty: there is nothing to export. Choose an earlier start or a later end.");
        }
        List<String> columns = set.examples().get(0).features().columns();
        out.write("@RELATION " + quoted("load of " + set.view().meter().id()) + "\n\n");
        out.write("@ATTRIBUTE cutoff" + DATE);
        out.write("@ATTRIBUTE timestamp" + DATE);
        for (String column : columns) {
            out.write("@ATTRIBUTE " + quoted(column) + " NUMERIC\n");
        }
        out.write("@ATTRIBUTE load_kw NUMERIC\n\n@DATA\n");
        for (ForecastContext example : set.examples()) {
            writeRows(set, example, out);
        }
    }

    private static void writeRows(TrainingSet set, ForecastContext example, Writer out) throws IOException {
        FeatureMatrix features = example.features();
        for (int row = 0; row < features.rows(); row++) {
            double load = set.actual(example, row);
            if (Double.isNaN(load)) {
                continue;
            }
            StringBuilder line = new StringBuilder();
            line.append('"').append(example.view().cutoff()).append("\",\"");
            line.append(example.target().startOf(row)).append('"');
            for (int column = 0; column < features.width(); column++) {
                float value = features.get(row, column);
                line.append(',').append(Float.isFinite(value) ? String.valueOf(value) : "?");
            }
            out.append(line.append(',').append(load).append('\n'));
        }
    }

    private static String quoted(String name) {
        return "'" + name.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
