package org.loadcast.training.blend;

import java.util.List;

/**
 * A member and its share of the blend.
 *
 * @param fitted the member
 * @param weights for each block of lead times, above 0 in one at least; those of all members add up to 1 in each
 */
record WeightedMember(FittedMember fitted, List<Double> weights) {

    /** The mean over lead times. */
    double weight() {
        return weights.stream().mapToDouble(w -> w).average().orElse(0);
    }
}
