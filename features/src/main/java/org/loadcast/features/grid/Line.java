package org.loadcast.features.grid;

/**
 * A cable, an overhead line or a transformer between two nodes.
 *
 * @param capacityKw what it may carry in either direction, finite and positive
 * @param tie whether it is open as a rule and closed in an emergency only
 */
public record Line(String id, String from, String to, double capacityKw, boolean tie) {

    public Line {
        if (id.isBlank()) {
            throw new IllegalArgumentException(
                    "A line from '" + from + "' to '" + to + "' has no id. Give it one, so that it can be named.");
        }
        if (from.equals(to)) {
            throw new IllegalArgumentException(
                    "Line '" + id + "' leads from '" + from + "' to itself. Name the nodes at its two ends.");
        }
        if (!(capacityKw > 0 && capacityKw < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "Line '" + id + "' has a capacity of " + capacityKw
                            + " kW. Give a positive number; a line that is out of service is named when the flow is asked for.");
        }
    }
}
