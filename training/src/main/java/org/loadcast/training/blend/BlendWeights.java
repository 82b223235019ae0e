package org.loadcast.training.blend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Weights from errors out of sample, for each block of lead times.
 *
 * <p>A block has few forecasts to tell members apart by, so what counts is a member's error in the block drawn towards its error
 * over all lead times, as a geometric mean.
 */
final class BlendWeights {

    /** A member this much worse than the best out of sample gets no weight. */
    private static final double TOO_WEAK = 1.3;

    private static final double SHARPNESS = 8;

    /** The next hour is validated on so many rows that small differences are real. */
    private static final double SHARPNESS_NEAR = 16;

    private static final double OWN_BLOCK = 0.6;
    private static final double LEAST_ERROR_KW = 1e-12;

    private BlendWeights() {}

    /**
     * Weights by trial and block; those of a block add up to 1.
     *
     * @param trials of the members that are blended, one or more
     * @param near whether they forecast the next hour alone
     */
    static List<List<Double>> of(List<MemberTrial> trials, boolean near) {
        List<List<Double>> weights = new ArrayList<>();
        trials.forEach(trial -> weights.add(new ArrayList<>()));
        for (int block = 0; block < trials.get(0).blockMaeKw().size(); block++) {
            double[] shares = shares(errors(trials, block), near ? SHARPNESS_NEAR : SHARPNESS);
            for (int i = 0; i < shares.length; i++) {
                weights.get(i).add(shares[i]);
            }
        }
        return weights;
    }

    /** The same for all of so many members. */
    static List<List<Double>> equal(int members, int blocks) {
        return Collections.nCopies(members, Collections.nCopies(blocks, 1.0 / members));
    }

    private static double[] errors(List<MemberTrial> trials, int block) {
        return trials.stream()
                .mapToDouble(trial -> {
                    double all = Math.max(LEAST_ERROR_KW, trial.maeKw());
                    double own = trial.blockMaeKw().get(block);
                    return Double.isNaN(own)
                            ? all
                            : Math.pow(Math.max(LEAST_ERROR_KW, own), OWN_BLOCK) * Math.pow(all, 1 - OWN_BLOCK);
                })
                .toArray();
    }

    private static double[] shares(double[] errors, double sharpness) {
        double best = Arrays.stream(errors).min().orElse(1);
        double[] shares = new double[errors.length];
        double total = 0;
        for (int i = 0; i < shares.length; i++) {
            shares[i] = errors[i] <= TOO_WEAK * best ? Math.pow(best / errors[i], sharpness) : 0;
            total += shares[i];
        }
        for (int i = 0; i < shares.length; i++) {
            shares[i] /= total;
        }
        return shares;
    }
}
