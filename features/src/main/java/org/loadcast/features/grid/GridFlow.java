package org.loadcast.features.grid;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a grid can carry at one time. All powers are mean kW of an interval, none is negative but those of lines.
 *
 * @param demandKw of the nodes that use power, each after its own generation
 * @param generationKw of the nodes that give power, each after its own use
 * @param shortfallKw the part of the demand that cannot be met, whichever way the power goes: it must move to another time
 * @param curtailedKw the part of the generation that neither load nor supply can take
 * @param linesKw power by line in service, positive from its {@code from} to its {@code to}; one of several ways to carry as much
 * @param cut where it congests; empty when the demand can be met
 */
public record GridFlow(
        double demandKw,
        double generationKw,
        double shortfallKw,
        double curtailedKw,
        Map<String, Double> linesKw,
        Optional<Cut> cut) {

    public GridFlow {
        linesKw = Collections.unmodifiableMap(new LinkedHashMap<>(linesKw));
    }

    /** Whether all demand can be met. */
    public boolean isFeasible() {
        return cut.isEmpty();
    }
}
