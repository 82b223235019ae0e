package org.loadcast.features.series;

import java.time.Duration;
import java.util.Optional;

/**
 * States of one cumulative energy counter in kWh, as they were read, in any order. Of two states at one instant the one
 * added later counts.
 *
 * <p>A collector between a source of readings and {@link CounterToPower}. Not thread-safe.
 */
public final class CounterStates {

    private final TimedValues states = new TimedValues("Counter in kWh");

    /**
     * Adds one state.
     *
     * @param epochSecond when the counter was read
     * @throws IllegalArgumentException when {@code kilowattHours} is NaN or infinite
     */
    public void add(long epochSecond, double kilowattHours) {
        states.add(epochSecond, kilowattHours);
    }

    public int size() {
        return states.size();
    }

    long second(int i) {
        return states.second(i);
    }

    double kilowattHours(int i) {
        return states.value(i);
    }

    Optional<Duration> usualDistance() {
        return states.usualDistance();
    }
}
