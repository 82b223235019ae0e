package org.loadcast.training.forecaster.tabular;

import java.util.List;
import org.loadcast.features.transform.FeatureMatrix;
import org.loadcast.features.transform.LoadFeatures;
import org.loadcast.training.forecaster.ForecastContext;

/**
 * How rows of a feature matrix become inputs and predictions become loads.
 *
 * @param columns names of the input columns, in the order that the model has learned
 * @param form what is predicted
 */
public record TabularEncoding(List<String> columns, TargetForm form) {

    public TabularEncoding {
        columns = List.copyOf(columns);
    }

    /** Binds the encoding to the features of a question, by name; a column that is not there reads as missing. */
    public Bound bind(ForecastContext context) {
        return bind(ColumnChoice.matrix(context, columns));
    }

    Bound bind(FeatureMatrix matrix) {
        return new Bound(matrix);
    }

    /** One matrix seen through the encoding. */
    public final class Bound {

        private final FeatureMatrix matrix;
        private final int[] source = new int[columns.size()];
        private final boolean[] scaled = new boolean[columns.size()];
        private final int levelColumn;
        private final int baseColumn;

        private Bound(FeatureMatrix matrix) {
            this.matrix = matrix;
            boolean sameOrder = columns.equals(matrix.columns());
            for (int i = 0; i < source.length; i++) {
                source[i] = sameOrder ? i : matrix.indexOf(columns.get(i));
                scaled[i] = form.perLevel() && LoadFeatures.isLoad(columns.get(i));
            }
            this.levelColumn = matrix.indexOf(LoadFeatures.LEVEL);
            this.baseColumn = form.base().columnOf(matrix, columns);
        }

        /** Writes the inputs of {@code row} into {@code target} from {@code offset} on; NaN where missing. */
        public void inputs(int row, float[] target, int offset) {
            double level = level(row);
            for (int i = 0; i < source.length; i++) {
                float value = source[i] < 0 ? Float.NaN : matrix.get(row, source[i]);
                target[offset + i] = scaled[i] ? (float) (value / level) : value;
            }
        }

        /** The inputs of every row, row after row. */
        public float[] inputs() {
            float[] inputs = new float[matrix.rows() * source.length];
            for (int row = 0; row < matrix.rows(); row++) {
                inputs(row, inputs, row * source.length);
            }
            return inputs;
        }

        /** What one unit of a prediction for {@code row} is, kW; NaN when the level is missing. */
        public double level(int row) {
            return form.perLevel() ? matrix.get(row, levelColumn) : 1;
        }

        private double base(int row) {
            return baseColumn < 0 ? 0 : matrix.get(row, baseColumn);
        }

        /** The load of {@code row} in the form that is predicted; NaN when the load, the base or the level is missing. */
        public double target(int row, double loadKw) {
            return (loadKw - base(row)) / level(row);
        }

        /** A prediction for {@code row} as a load in kW; NaN when the base or the level is missing. */
        public double load(int row, double prediction) {
            return base(row) + level(row) * prediction;
        }
    }
}
