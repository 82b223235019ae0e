package org.loadcast.serving.app.live;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** How fast simulated time goes by. */
@FunctionalInterface
public interface Pace {

    /** Returns when {@code simulated} has come. */
    void await(Instant simulated) throws InterruptedException;

    /** Lets what is past by {@code clock} go by {@code speed} times as fast as it was, and then waits for the clock. */
    static Pace catchingUp(Clock clock, Duration step, int speed) {
        return simulated -> {
            Duration ahead = Duration.between(clock.instant(), simulated);
            Thread.sleep((ahead.isNegative() ? step.dividedBy(speed) : ahead).toMillis() + 1);
        };
    }
}
