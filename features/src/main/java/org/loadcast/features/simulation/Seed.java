package org.loadcast.features.simulation;

import java.util.Random;

/**
 * A source of randomness that splits by name, so that what one part draws never shifts what another draws.
 *
 * <p>Mixes with the finaliser of SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014).
 */
record Seed(long value) {

    Seed child(String name) {
        long z = value + 0x9E3779B97F4A7C15L * (name.hashCode() + 0x1_0000_0000L);
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return new Seed(z ^ (z >>> 31));
    }

    /** A generator whose algorithm is laid down in the Java specification. */
    Random random() {
        return new Random(value);
    }
}
