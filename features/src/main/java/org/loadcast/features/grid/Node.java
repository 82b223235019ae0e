package org.loadcast.features.grid;

import java.util.List;
import org.loadcast.features.meter.MeterId;

/** A place where lines meet, such as a substation, a cabinet or a house, with the meters that are connected there. */
public record Node(String id, List<MeterId> meters) {

    public Node {
        if (id.isBlank()) {
            throw new IllegalArgumentException("A node has no id. Give it one.");
        }
        meters = List.copyOf(meters);
    }
}
