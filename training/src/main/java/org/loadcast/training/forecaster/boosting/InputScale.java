package org.loadcast.training.forecaster.boosting;

/**
 * How inputs are standardised for boosted linear terms, which diverge on raw columns. Missing values become the mean, outliers
 * are clipped. An empty scale leaves inputs as they are, for trees.
 *
 * @param means of every column; empty for none
 * @param deviations standard deviations; 0 for a column that does not vary
 */
@SuppressWarnings("ArrayRecordComponent") // part of a file format, read once and not compared
record InputScale(double[] means, double[] deviations) {

    private static final double CLIP = 5;

    static InputScale none() {
        return new InputScale(new double[0], new double[0]);
    }

    /** Learns from rows of {@code width} columns. */
    static InputScale fit(float[] inputs, int width) {
        double[] means = new double[width];
        double[] deviations = new double[width];
        for (int column = 0; column < width; column++) {
            double sum = 0;
            double squares = 0;
            int count = 0;
            for (int at = column; at < inputs.length; at += width) {
                if (!Float.isNaN(inputs[at])) {
                    sum += inputs[at];
                    squares += (double) inputs[at] * inputs[at];
                    count++;
                }
            }
            means[column] = count == 0 ? 0 : sum / count;
            double variance = count == 0 ? 0 : squares / count - means[column] * means[column];
            double deviation = Math.sqrt(Math.max(0, variance));
            deviations[column] = deviation > 1e-6 * (1 + Math.abs(means[column])) ? deviation : 0;
        }
        return new InputScale(means, deviations);
    }

    boolean isNone() {
        return means.length == 0;
    }

    /** The inputs as the booster takes them; the array itself when nothing is scaled. */
    float[] apply(float[] inputs) {
        if (isNone()) {
            return inputs;
        }
        float[] scaled = new float[inputs.length];
        for (int i = 0; i < inputs.length; i++) {
            int column = i % means.length;
            if (deviations[column] > 0 && !Float.isNaN(inputs[i])) {
                double value = (inputs[i] - means[column]) / deviations[column];
                scaled[i] = (float) Math.max(-CLIP, Math.min(CLIP, value));
            }
        }
        return scaled;
    }
}
