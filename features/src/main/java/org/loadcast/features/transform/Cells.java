package org.loadcast.features.transform;

/** Writes one row of a matrix from left to right. */
final class Cells {

    private final FeatureMatrix matrix;
    private final int row;
    private int column;

    Cells(FeatureMatrix matrix, int row, int firstColumn) {
        this.matrix = matrix;
        this.row = row;
        this.column = firstColumn;
    }

    void put(double value) {
        matrix.set(row, column++, value);
    }

    void put(boolean value) {
        put(value ? 1 : 0);
    }
}
