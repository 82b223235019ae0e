package org.loadcast.serving.alert;

import java.time.Duration;

/** What settings of conditions must be. */
final class Require {

    private static final Duration LONGEST = Duration.ofDays(21);

    private Require() {}

    static void inside(String name, double value, double low, double high) {
        if (!(value > low && value < high)) {
            throw new IllegalArgumentException(name + " " + value + " is not between " + low + " and " + high + ".");
        }
    }

    static void positive(String name, double value) {
        if (!(value > 0 && Double.isFinite(value))) {
            throw new IllegalArgumentException(name + " " + value + " is not positive. Give it in kW.");
        }
    }

    static void window(String name, Duration window) {
        if (window.compareTo(Duration.ofMinutes(5)) < 0 || window.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    name + ": time " + window + " is not between PT5M and P21D. Use for example PT24H.");
        }
    }
}
