package org.loadcast.training.forecaster.neural;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Plain numbers in a model file, refused before they are read when their count is not plausible. */
final class Numbers {

    private static final int MOST_PARTS = 1 << 16;
    private static final long MOST_NUMBERS = 1 << 26;

    private Numbers() {}

    static void write(DataOutput out, float[] values) throws IOException {
        for (float value : values) {
            out.writeFloat(value);
        }
    }

    static float[] read(DataInput in, long count) throws IOException {
        if (count < 0 || count > MOST_NUMBERS) {
            throw new IOException("The file names " + count + " numbers in a row, at most " + MOST_NUMBERS
                    + " were expected. It is not a model of this family, or it is damaged.");
        }
        float[] values = new float[Math.toIntExact(count)];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readFloat();
        }
        return values;
    }

    /** The product of counts; more than can be read when it is beyond all reason. */
    static long product(int... counts) {
        double product = 1;
        for (int count : counts) {
            product *= count;
        }
        return product > MOST_NUMBERS ? MOST_NUMBERS + 1 : (long) product;
    }

    /** A count of parts, at least one. */
    static int readCount(DataInput in) throws IOException {
        int count = in.readInt();
        if (count < 1 || count > MOST_PARTS) {
            throw new IOException("The file names " + count + " parts where 1 to " + MOST_PARTS
                    + " were expected. It is not a model of this family, or it is damaged.");
        }
        return count;
    }
}
