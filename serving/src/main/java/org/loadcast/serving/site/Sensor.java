package org.loadcast.serving.site;

import java.time.Instant;
import java.util.Optional;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.meter.SiteRole;

/**
 * A meter of a site and what it measures there.
 *
 * @param role not {@link SiteRole#PART}
 * @param phase name of the one phase that it measures, such as {@code L1}; empty when it measures all
 * @param inverted whether it counts the other way round: a consumption as negative, a generation as positive
 * @param from when it began to count; empty for always
 * @param until first instant at which it no longer counts; empty for never
 */
public record Sensor(
        MeterId meter,
        SiteRole role,
        Optional<String> phase,
        boolean inverted,
        Optional<Instant> from,
        Optional<Instant> until) {

    public Sensor {
        if (role == SiteRole.PART) {
            throw new IllegalArgumentException("Sensor " + meter
                    + " has role part. Say what it measures: consumption, production, net, battery or appliance.");
        }
        if (role == SiteRole.APPLIANCE && (inverted || phase.isPresent())) {
            throw new IllegalArgumentException(
                    "Sensor " + meter
                            + " is an appliance with a sign or a phase. Leave both out; turn its sign where its messages are mapped.");
        }
        if (from.isPresent() && until.isPresent() && !from.get().isBefore(until.get())) {
            throw new IllegalArgumentException("Sensor " + meter + " counts from " + from.get() + " until "
                    + until.get() + ", which is never. Give a later until.");
        }
    }

    /** A sensor that counts always, as it is. */
    public static Sensor of(MeterId meter, SiteRole role) {
        return new Sensor(meter, role, Optional.empty(), false, Optional.empty(), Optional.empty());
    }

    /** Whether what it measures is the total of its role, at all times. */
    boolean isPlain() {
        return phase.isEmpty() && !inverted && from.isEmpty() && until.isEmpty();
    }

    boolean countsAt(Instant instant) {
        return from.map(first -> !instant.isBefore(first)).orElse(true)
                && until.map(instant::isBefore).orElse(true);
    }

    private boolean overlaps(Sensor other) {
        return from.map(first -> other.until.map(first::isBefore).orElse(true)).orElse(true)
                && other.from
                        .map(first -> until.map(first::isBefore).orElse(true))
                        .orElse(true);
    }

    /** Whether both tell of the same power, one as a whole and one by phase, or both for one phase. */
    boolean countsTwiceWith(Sensor other) {
        return role == other.role && overlaps(other) && phase.isPresent() != other.phase.isPresent();
    }
}
