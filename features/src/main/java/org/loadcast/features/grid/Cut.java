package org.loadcast.features.grid;

import java.util.List;

/**
 * Where a grid congests: the lines of a minimum cut, all of them fully used, and what lies beyond.
 *
 * @param lines ids of the lines of the cut that are in service
 * @param nodesBeyond ids of the nodes that together need more than these lines carry
 * @param capacityKw what the lines carry together
 */
public record Cut(List<String> lines, List<String> nodesBeyond, double capacityKw) {

    public Cut {
        lines = List.copyOf(lines);
        nodesBeyond = List.copyOf(nodesBeyond);
    }
}
