package org.loadcast.features.grid;

import java.util.List;

/** A topology that cannot be; the message has every problem, one a line. */
public final class TopologyException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    TopologyException(List<String> problems) {
        super(
                problems.size() == 1
                        ? problems.get(0)
                        : "The topology has " + problems.size() + " problems:\n" + String.join("\n", problems));
    }
}
