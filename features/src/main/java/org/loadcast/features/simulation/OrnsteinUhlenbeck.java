package org.loadcast.features.simulation;

import java.util.Random;

/**
 * Paths of noise with a memory: mean 0, standard deviation 1, correlation falling by exp(-distance / time constant).
 *
 * <p>The exact discretisation of the Ornstein-Uhlenbeck process, an AR(1) process.
 */
final class OrnsteinUhlenbeck {

    private OrnsteinUhlenbeck() {}

    /** A path of {@code length} points; {@code memory} is the time constant in points. */
    static double[] path(Random random, int length, double memory) {
        double keep = StrictMath.exp(-1 / memory);
        double fresh = StrictMath.sqrt(1 - keep * keep);
        double[] path = new double[length];
        double x = random.nextGaussian();
        for (int i = 0; i < length; i++) {
            path[i] = x;
            x = keep * x + fresh * random.nextGaussian();
        }
        return path;
    }
}
