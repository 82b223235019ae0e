package org.loadcast.serving.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.series.Interval;
import org.loadcast.features.simulation.Fault;
import org.loadcast.features.simulation.FaultKind;
import org.loadcast.features.simulation.LiveFaults;

/** The hand on simulated meters: how fast their time runs, and which of them go wrong. Thread-safe. */
public final class Simulator {

    /** An hour in a second: about as fast as a service can follow with a dozen meters. */
    public static final int FASTEST = 3_600;

    private static final Duration LONGEST_FAULT = Duration.ofDays(7);

    private final SimulatedClock clock;
    private final List<MeterId> meters;
    private final Instant end;
    private final LiveFaults faults = new LiveFaults();

    /**
     * A simulator.
     *
     * @param meters those that live
     * @param end until when they do
     */
    public Simulator(SimulatedClock clock, List<MeterId> meters, Instant end) {
        this.clock = clock;
        this.meters = List.copyOf(meters);
        this.end = end;
    }

    public SimulatedClock clock() {
        return clock;
    }

    public List<MeterId> meters() {
        return meters;
    }

    /** When the simulated meters fall silent. */
    public Instant end() {
        return end;
    }

    /** What spoils the readings on their way. */
    public LiveFaults faults() {
        return faults;
    }

    /**
     * Changes how time runs; what is empty stays.
     *
     * @param speed from 1 to {@link #FASTEST}
     * @throws IllegalArgumentException when the speed is another
     */
    public void run(Optional<Integer> speed, Optional<Boolean> paused) {
        speed.filter(wanted -> wanted < 1 || wanted > FASTEST).ifPresent(wanted -> {
            throw new IllegalArgumentException("speed " + wanted + " is not from 1 to " + FASTEST + ".");
        });
        speed.ifPresent(clock::runAt);
        paused.ifPresent(clock::pause);
    }

    /**
     * Lets a meter go wrong from its next reading on; a fault that it has is over.
     *
     * @param duration how long in simulated time; empty for one that is usual for the kind
     * @throws IllegalArgumentException when the meter is not simulated, the kind cannot be had live, or the duration is not positive
     *     and at most a week
     */
    public Fault spoil(MeterId meter, FaultKind kind, Optional<Duration> duration) {
        if (!meters.contains(meter)) {
            throw new IllegalArgumentException(
                    "Meter '" + meter + "' is not simulated. GET /api/v1/simulator lists those that are.");
        }
        Duration span = duration.orElseGet(() -> usual(kind));
        if (span.isNegative() || span.isZero() || span.compareTo(LONGEST_FAULT) > 0) {
            throw new IllegalArgumentException(
                    "duration " + span + " is not between PT0S and " + LONGEST_FAULT + ". Use for example PT3H.");
        }
        Instant from = clock.instant();
        Fault fault = new Fault(meter, kind, new Interval(from, from.plus(span)));
        faults.begin(fault);
        return fault;
    }

    /** Long enough for the usual alert rules to see it; a spike is over with the reading that has it. */
    private static Duration usual(FaultKind kind) {
        return switch (kind) {
            case SPIKE -> Duration.ofMinutes(15);
            case NEGATIVE -> Duration.ofHours(3);
            case MISSING -> Duration.ofHours(4);
            case STUCK, CLOCK_JUMP, NIGHT_GENERATION -> Duration.ofHours(8);
        };
    }

    /** Ends what is wrong with a meter; whether anything was. */
    public boolean heal(MeterId meter) {
        return faults.end(meter);
    }

    /** What is wrong now. */
    public List<Fault> current() {
        return faults.at(clock.instant());
    }
}
