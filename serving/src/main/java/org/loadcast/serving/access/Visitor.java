package org.loadcast.serving.access;

import java.util.Collections;
import java.util.Set;
import org.loadcast.features.meter.Meter;

/**
 * Who asks, and what for.
 *
 * @param name for the audit log
 * @param groups of the meters that are seen; empty for all meters
 */
public record Visitor(String name, Role role, Set<String> groups) {

    /** Whoever uses this machine, as long as there are no keys. */
    public static final Visitor LOCAL = new Visitor("local", Role.ADMIN, Set.of());

    public Visitor {
        groups = Set.copyOf(groups);
    }

    public boolean isLimited() {
        return !groups.isEmpty();
    }

    public boolean sees(Meter meter) {
        return groups.isEmpty() || !Collections.disjoint(groups, meter.groups());
    }
}
