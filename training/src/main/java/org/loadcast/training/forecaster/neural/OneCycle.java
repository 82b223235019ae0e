package org.loadcast.training.forecaster.neural;

import org.nd4j.linalg.schedule.ISchedule;

/**
 * A learning rate that rises linearly to its peak and then falls along a cosine to a hundredth of it (L. N. Smith and
 * N. Topin, Super-Convergence, 2018).
 */
final class OneCycle implements ISchedule {

    private static final long serialVersionUID = 1L;
    private static final double WARM_UP = 0.2;
    private static final double FLOOR = 0.01;

    private final double peak;
    private final int iterations;

    OneCycle(double peak, int iterations) {
        this.peak = peak;
        this.iterations = iterations;
    }

    @Override
    public double valueAt(int iteration, int epoch) {
        double done = Math.min(1, (iteration + 1.0) / iterations);
        if (done < WARM_UP) {
            return peak * Math.max(FLOOR, done / WARM_UP);
        }
        double fall = (1 + Math.cos(Math.PI * (done - WARM_UP) / (1 - WARM_UP))) / 2;
        return peak * (FLOOR + (1 - FLOOR) * fall);
    }

    @Override
    public OneCycle clone() {
        return new OneCycle(peak, iterations);
    }
}
