package org.loadcast.training.forecaster.neural;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.function.IntPredicate;

/**
 * Standardises feature columns by what the training rows held: mean 0, deviation 1, clipped at six deviations.
 *
 * <p>A missing value becomes 0, the mean; a column with missing training values gets a second column that says so. A
 * column that never varied is left out. A column of classes, such as the hour of the day, is followed by a column of 0 or
 * 1 for every class that the training rows held; of another one nothing has been learned, so it says nothing. Immutable.
 */
final class InputScale {

    private static final float CLIP = 6;

    private final float[] means;
    private final float[] inverseDeviations;
    private final boolean[] flagged;
    /** Bit k is set when class k was seen. */
    private final long[] classes;

    private final int width;

    private InputScale(float[] means, float[] inverseDeviations, boolean[] flagged, long[] classes) {
        this.means = means;
        this.inverseDeviations = inverseDeviations;
        this.flagged = flagged;
        this.classes = classes;
        int columns = 0;
        for (int c = 0; c < means.length; c++) {
            columns += (inverseDeviations[c] > 0 ? 1 : 0) + (flagged[c] ? 1 : 0) + Long.bitCount(classes[c]);
        }
        this.width = columns;
    }

    /**
     * Learns from training rows.
     *
     * @param rows rows x columns in one array
     * @param classCounts for every column the number of its classes 0, 1, 2, ..., at most 64; 0 when it is a plain number
     */
    static InputScale fit(float[] rows, int[] classCounts) {
        int columns = classCounts.length;
        long[] classes = new long[columns];
        float[] means = new float[columns];
        float[] inverseDeviations = new float[columns];
        boolean[] flagged = new boolean[columns];
        int count = rows.length / columns;
        for (int c = 0; c < columns; c++) {
            double sum = 0;
            int present = 0;
            for (int r = 0; r < count; r++) {
                float value = rows[r * columns + c];
                if (Float.isFinite(value)) {
                    sum += value;
                    present++;
                    if (value >= 0 && value < classCounts[c]) {
                        classes[c] |= 1L << (int) value;
                    }
                }
            }
            double mean = present == 0 ? 0 : sum / present;
            double squares = 0;
            for (int r = 0; r < count; r++) {
                float value = rows[r * columns + c];
                if (Float.isFinite(value)) {
                    squares += (value - mean) * (value - mean);
                }
            }
            double deviation = present == 0 ? 0 : Math.sqrt(squares / present);
            means[c] = (float) mean;
            inverseDeviations[c] = deviation > 1e-6 * (1 + Math.abs(mean)) ? (float) (1 / deviation) : 0;
            flagged[c] = present > 0 && present < count;
        }
        return new InputScale(means, inverseDeviations, flagged, classes);
    }

    /** Number of columns that come in. */
    int columns() {
        return means.length;
    }

    /** Number of columns that go out. */
    int width() {
        return width;
    }

    /** Makes columns in all {@code rows} say nothing: the mean, or no class at all. */
    void hide(float[] rows, IntPredicate hidden) {
        for (int c = 0; c < means.length; c++) {
            if (hidden.test(c)) {
                for (int at = c; at < rows.length; at += means.length) {
                    rows[at] = classes[c] != 0 ? Float.NaN : means[c];
                }
            }
        }
    }

    /** Standardises the row at {@code from} into the row at {@code to}. */
    void apply(float[] row, int from, float[] out, int to) {
        int next = to;
        for (int c = 0; c < means.length; c++) {
            float value = row[from + c];
            boolean present = Float.isFinite(value);
            if (inverseDeviations[c] > 0) {
                float scaled = present ? (value - means[c]) * inverseDeviations[c] : 0;
                out[next++] = Math.max(-CLIP, Math.min(CLIP, scaled));
            }
            if (flagged[c]) {
                out[next++] = present ? 0 : 1;
            }
            if (classes[c] != 0) {
                long bit = present && value >= 0 && value < Long.SIZE ? 1L << (int) value : 0;
                if ((classes[c] & bit) != 0) {
                    out[next + Long.bitCount(classes[c] & (bit - 1))] = 1;
                }
                next += Long.bitCount(classes[c]);
            }
        }
    }

    /** Standardises all {@code rows}. */
    float[] apply(float[] rows) {
        int count = rows.length / means.length;
        float[] out = new float[count * width];
        for (int r = 0; r < count; r++) {
            apply(rows, r * means.length, out, r * width);
        }
        return out;
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(means.length);
        for (int c = 0; c < means.length; c++) {
            out.writeFloat(means[c]);
            out.writeFloat(inverseDeviations[c]);
            out.writeBoolean(flagged[c]);
            out.writeLong(classes[c]);
        }
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IOException when the number of columns is not plausible
     */
    static InputScale read(DataInput in) throws IOException {
        int columns = Numbers.readCount(in);
        float[] means = new float[columns];
        float[] inverseDeviations = new float[columns];
        boolean[] flagged = new boolean[columns];
        long[] classes = new long[columns];
        for (int c = 0; c < columns; c++) {
            means[c] = in.readFloat();
            inverseDeviations[c] = in.readFloat();
            flagged[c] = in.readBoolean();
            classes[c] = in.readLong();
        }
        return new InputScale(means, inverseDeviations, flagged, classes);
    }
}
