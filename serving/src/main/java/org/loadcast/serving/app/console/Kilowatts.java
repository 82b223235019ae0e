package org.loadcast.serving.app.console;

import java.util.Locale;

/** Powers and energies as people read them: three decimals for a home, none for a town. */
public final class Kilowatts {

    private Kilowatts() {}

    /** {@code value} with as many decimals as suit numbers up to {@code largest}. */
    public static String format(double value, double largest) {
        int decimals = largest < 10 ? 3 : largest < 100 ? 2 : largest < 1000 ? 1 : 0;
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }

    public static String format(double value) {
        return format(value, Math.abs(value));
    }
}
