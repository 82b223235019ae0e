package org.loadcast.serving.forecast;

/** A number for a sequence of numbers; other sequences have another one, but for one in 2^64. Not thread-safe. */
final class Fingerprint {

    /** 2^64 divided by the golden ratio, odd: spreads what it multiplies over all bits. */
    private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

    private long value;

    Fingerprint add(long number) {
        value = (Long.rotateLeft(value, 23) ^ number) * SPREAD;
        return this;
    }

    Fingerprint add(double[] numbers) {
        for (double number : numbers) {
            add(Double.doubleToLongBits(number));
        }
        return this;
    }

    long value() {
        return value;
    }
}
