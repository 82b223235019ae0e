package org.loadcast.features.transform;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Named feature columns: rows = lead times, columns = features, NaN = missing. */
public final class FeatureMatrix {

    private final List<String> columns;
    private final int rows;
    private final float[] values;

    /** A matrix in which every value is missing. */
    public FeatureMatrix(List<String> columns, int rows) {
        this.columns = List.copyOf(columns);
        this.rows = rows;
        this.values = new float[rows * columns.size()];
        Arrays.fill(values, Float.NaN);
    }

    public List<String> columns() {
        return columns;
    }

    public int rows() {
        return rows;
    }

    public int width() {
        return columns.size();
    }

    public float get(int row, int column) {
        return values[row * columns.size() + column];
    }

    public void set(int row, int column, double value) {
        values[row * columns.size() + column] = (float) value;
    }

    /** Index of the column with this name, or -1. */
    public int indexOf(String column) {
        return columns.indexOf(column);
    }

    /** This matrix with the columns of {@code right}, which has as many rows, after its own. */
    public FeatureMatrix beside(FeatureMatrix right) {
        List<String> names = new ArrayList<>(columns);
        names.addAll(right.columns);
        FeatureMatrix both = new FeatureMatrix(names, rows);
        for (int row = 0; row < rows; row++) {
            copyRow(row, both.values, row * both.width());
            right.copyRow(row, both.values, row * both.width() + width());
        }
        return both;
    }

    /** Copies row {@code row} into {@code target} from {@code offset} on. */
    public void copyRow(int row, float[] target, int offset) {
        System.arraycopy(values, row * columns.size(), target, offset, columns.size());
    }
}
