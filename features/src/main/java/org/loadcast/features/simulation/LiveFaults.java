package org.loadcast.features.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.meter.Reading;

/**
 * Faults that are put into readings as these go by, one a meter at a time. Unlike {@link FaultInjector} it knows nothing of what will
 * come, so it has only the kinds that need none of it. Thread-safe.
 */
public final class LiveFaults {

    /** The kinds that can be had live. */
    public static final Set<FaultKind> KINDS =
            Set.copyOf(EnumSet.of(FaultKind.MISSING, FaultKind.NEGATIVE, FaultKind.SPIKE, FaultKind.STUCK));

    private static final double SPIKE_FACTOR = 20;

    private final Map<MeterId, Fault> faults = new HashMap<>();
    private final Map<MeterId, Double> last = new HashMap<>();

    /**
     * Begins a fault in place of the one that its meter may have.
     *
     * @throws IllegalArgumentException when its kind is none of {@link #KINDS}
     */
    public synchronized void begin(Fault fault) {
        if (!KINDS.contains(fault.kind())) {
            throw new IllegalArgumentException(
                    "A live meter cannot have the fault '" + fault.kind().label() + "'. Use one of " + labels() + ".");
        }
        faults.put(fault.meter(), fault);
    }

    /** The names of {@link #KINDS}, in order. */
    public static List<String> labels() {
        return KINDS.stream().map(FaultKind::label).sorted().toList();
    }

    /** Ends the fault of a meter; whether it had one. */
    public synchronized boolean end(MeterId meter) {
        return faults.remove(meter) != null;
    }

    /** The faults that are not over at an instant, by meter. */
    public synchronized List<Fault> at(Instant instant) {
        return faults.values().stream()
                .filter(fault -> fault.interval().to().isAfter(instant))
                .sorted(Comparator.comparing(fault -> fault.meter().value()))
                .toList();
    }

    /**
     * Readings as they arrive: those of meters with a fault are spoiled or missing.
     *
     * @param ended when their interval was over; a fault has the readings that end within it
     */
    public synchronized List<Reading.Power> spoil(List<Reading.Power> readings, Instant ended) {
        faults.values().removeIf(fault -> fault.interval().to().isBefore(ended));
        List<Reading.Power> arrived = new ArrayList<>();
        for (Reading.Power reading : readings) {
            Optional<Fault> fault = Optional.ofNullable(faults.get(reading.meter()))
                    .filter(known -> known.interval().from().isBefore(ended));
            spoiled(reading, fault).ifPresent(arrives -> {
                arrived.add(arrives);
                last.put(arrives.meter(), arrives.kilowatts());
            });
        }
        return arrived;
    }

    private Optional<Reading.Power> spoiled(Reading.Power reading, Optional<Fault> fault) {
        if (fault.isEmpty()) {
            return Optional.of(reading);
        }
        double kilowatts = reading.kilowatts();
        return switch (fault.get().kind()) {
            case NEGATIVE -> Optional.of(new Reading.Power(reading.meter(), reading.timestamp(), -kilowatts));
            case SPIKE ->
                Optional.of(new Reading.Power(reading.meter(), reading.timestamp(), SPIKE_FACTOR * kilowatts));
            case STUCK ->
                Optional.of(new Reading.Power(
                        reading.meter(), reading.timestamp(), last.getOrDefault(reading.meter(), kilowatts)));
            case MISSING, CLOCK_JUMP, NIGHT_GENERATION -> Optional.empty();
        };
    }
}
