package org.loadcast.serving.app.live;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** How fast simulated time goes by. */
@FunctionalInterface
public interface Pace {

    /** How long to wait in real time until {@code simulated}; zero or less when it has come. */
    Duration until(Instant simulated);

    /** Lets what is past by {@code clock} go by {@code speed} times as fast as it was, and then waits for the clock. */
    static Pace catchingUp(Clock clock, Duration step, int speed) {
        return simulated -> {
            Duration ahead = Duration.between(clock.instant(), simulated);
            return ahead.isNegative() ? step.dividedBy(speed) : ahead;
        };
    }
}
