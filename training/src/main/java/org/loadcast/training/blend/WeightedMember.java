package org.loadcast.training.blend;

/**
 * A member and its share of the blend.
 *
 * @param fitted the member
 * @param weight above 0; the weights of a blend add up to 1
 */
record WeightedMember(FittedMember fitted, double weight) {}
