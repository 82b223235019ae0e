package org.loadcast.training.forecaster.linear;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import org.loadcast.training.forecaster.algebra.Blas;

/**
 * Ridge regression with an unpenalised intercept, robust by reweighting.
 *
 * <p>Columns are standardised, missing values read as the mean, inputs are clipped. Each reweighting lowers the weight of
 * rows with large residuals (Huber 1964; for absolute loss: iteratively reweighted least squares).
 */
final class Ridge {

    private static final double CLIP = 5;
    private static final double HUBER = 1.345;
    private static final double MAD_TO_SIGMA = 1.4826;

    @JsonProperty
    private final double[] mean;

    @JsonProperty
    private final double[] scale;

    @JsonProperty
    private final double[] weights;

    @JsonProperty
    private final double intercept;

    @JsonCreator
    Ridge(
            @JsonProperty("mean") double[] mean,
            @JsonProperty("scale") double[] scale,
            @JsonProperty("weights") double[] weights,
            @JsonProperty("intercept") double intercept) {
        this.mean = mean;
        this.scale = scale;
        this.weights = weights;
        this.intercept = intercept;
    }

    /**
     * Fits.
     *
     * @param inputs rows of one width; NaN = missing
     * @param targets one for each row
     * @param alpha penalty on standardised coefficients
     * @param reweightings number of robust passes after the first
     * @param absolute aim at absolute loss rather than Huber's
     */
    static Ridge fit(double[][] inputs, double[] targets, double alpha, int reweightings, boolean absolute) {
        int width = inputs[0].length;
        double[] mean = new double[width];
        double[] scale = new double[width];
        moments(inputs, mean, scale);
        Design design = new Design(inputs, targets, mean, scale);
        double[] rowWeights = new double[inputs.length];
        Arrays.fill(rowWeights, 1);
        double[] solution = design.solve(rowWeights, alpha);
        for (int pass = 0; pass < reweightings; pass++) {
            reweigh(design.absoluteResiduals(solution), rowWeights, absolute);
            solution = design.solve(rowWeights, alpha);
        }
        return new Ridge(mean, scale, Arrays.copyOf(solution, width), solution[width]);
    }

    /** Standardised inputs, row after row, each followed by a one for the intercept. */
    private static final class Design {

        private final int size;
        private final double[] rows;
        private final double[] targets;

        Design(double[][] inputs, double[] targets, double[] mean, double[] scale) {
            this.size = mean.length + 1;
            this.rows = new double[inputs.length * size];
            this.targets = targets;
            for (int r = 0; r < inputs.length; r++) {
                System.arraycopy(standardise(inputs[r], mean, scale), 0, rows, r * size, size - 1);
                rows[r * size + size - 1] = 1;
            }
        }

        double[] absoluteResiduals(double[] solution) {
            double[] residuals = new double[targets.length];
            for (int r = 0; r < residuals.length; r++) {
                double sum = 0;
                for (int i = 0; i < size; i++) {
                    sum += rows[r * size + i] * solution[i];
                }
                residuals[r] = Math.abs(targets[r] - sum);
            }
            return residuals;
        }

        /** Solves the weighted normal equations; the last unknown is the intercept. */
        double[] solve(double[] weights, double alpha) {
            double[] weighted = new double[rows.length];
            double[] right = new double[size];
            for (int r = 0; r < targets.length; r++) {
                double root = Math.sqrt(weights[r]);
                double target = weights[r] * targets[r];
                for (int i = 0; i < size; i++) {
                    weighted[r * size + i] = root * rows[r * size + i];
                    right[i] += target * rows[r * size + i];
                }
            }
            double[] gram = new double[size * size];
            Blas.upperGram(weighted, gram, targets.length, size);
            for (int i = 0; i < size; i++) {
                gram[i * size + i] += i < size - 1 ? alpha : 1e-9;
            }
            if (!Blas.solvePositiveDefinite(gram, right, size)) {
                throw new IllegalStateException("Normal equations of " + targets.length + " rows and " + (size - 1)
                        + " columns are not positive definite. Raise the penalty alpha " + alpha + ".");
            }
            return right;
        }
    }

    private static void moments(double[][] inputs, double[] mean, double[] scale) {
        for (int column = 0; column < mean.length; column++) {
            double sum = 0;
            double squares = 0;
            int count = 0;
            for (double[] row : inputs) {
                double value = row[column];
                if (!Double.isNaN(value)) {
                    sum += value;
                    squares += value * value;
                    count++;
                }
            }
            mean[column] = count == 0 ? 0 : sum / count;
            double variance = count == 0 ? 0 : squares / count - mean[column] * mean[column];
            double deviation = Math.sqrt(Math.max(0, variance));
            scale[column] = deviation > 1e-9 * (1 + Math.abs(mean[column])) ? deviation : 0;
        }
    }

    private static double[] standardise(double[] input, double[] mean, double[] scale) {
        double[] row = new double[input.length];
        for (int i = 0; i < row.length; i++) {
            if (scale[i] > 0 && !Double.isNaN(input[i])) {
                row[i] = Math.max(-CLIP, Math.min(CLIP, (input[i] - mean[i]) / scale[i]));
            }
        }
        return row;
    }

    private static void reweigh(double[] residuals, double[] weights, boolean absolute) {
        double[] sorted = residuals.clone();
        Arrays.sort(sorted);
        double sigma = Math.max(1e-12, MAD_TO_SIGMA * sorted[sorted.length / 2]);
        double bend = absolute ? 0.1 * sigma : HUBER * sigma;
        for (int i = 0; i < weights.length; i++) {
            weights[i] = residuals[i] <= bend ? 1 : bend / residuals[i];
        }
        if (absolute) {
            double total = Arrays.stream(weights).sum();
            for (int i = 0; i < weights.length; i++) {
                weights[i] *= weights.length / total;
            }
        }
    }

    private static double value(double[] row, double[] solution, double intercept) {
        double sum = intercept;
        for (int i = 0; i < row.length; i++) {
            sum += row[i] * solution[i];
        }
        return sum;
    }

    /** What the regression says of an input that is as the mean of all. */
    double intercept() {
        return intercept;
    }

    /** What every entry of the input adds; with the intercept they add up to {@link #predict}. */
    double[] contributions(double[] input) {
        double[] parts = standardise(input, mean, scale);
        for (int i = 0; i < parts.length; i++) {
            parts[i] *= weights[i];
        }
        return parts;
    }

    double predict(double[] input) {
        return value(standardise(input, mean, scale), weights, intercept);
    }
}
