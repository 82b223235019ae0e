package org.loadcast.training.forecaster.neural;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Brings targets to a common size: {@code z = (target - centre) / spread}.
 *
 * @param centre mean of the training targets
 * @param spread their mean absolute distance from it, positive
 */
record OutputScale(double centre, double spread) {

    OutputScale {
        if (!Double.isFinite(centre) || !(spread > 0) || Double.isInfinite(spread)) {
            throw new IllegalArgumentException("Centre " + centre + " and spread " + spread
                    + " of the targets are not usable: both must be finite, the spread positive.");
        }
    }

    /** The scale of {@code targets}, at least one; NaN targets do not count. */
    static OutputScale fit(float[] targets) {
        double sum = 0;
        int count = 0;
        for (float target : targets) {
            if (!Float.isNaN(target)) {
                sum += target;
                count++;
            }
        }
        double centre = sum / count;
        double distance = 0;
        for (float target : targets) {
            if (!Float.isNaN(target)) {
                distance += Math.abs(target - centre);
            }
        }
        return new OutputScale(centre, distance > 0 ? distance / count : 1);
    }

    float[] apply(float[] targets) {
        float[] scaled = new float[targets.length];
        for (int i = 0; i < targets.length; i++) {
            scaled[i] = (float) ((targets[i] - centre) / spread);
        }
        return scaled;
    }

    double undo(double scaled) {
        return centre + spread * scaled;
    }

    void write(DataOutput out) throws IOException {
        out.writeDouble(centre);
        out.writeDouble(spread);
    }

    static OutputScale read(DataInput in) throws IOException {
        return new OutputScale(in.readDouble(), in.readDouble());
    }
}
