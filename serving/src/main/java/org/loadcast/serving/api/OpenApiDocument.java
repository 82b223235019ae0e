package org.loadcast.serving.api;

import java.util.Set;

/** The description of the interface, as far as a service has it: what its parts do not route is left out. */
final class OpenApiDocument {

    private static final String PATHS = "paths:";

    private OpenApiDocument() {}

    /**
     * The document without the paths that are not routed, such as those of the demo's simulator.
     *
     * @param document YAML, each path on a line of its own, indented by two spaces
     * @param routed such as {@code /api/v1/meters/{id}}
     */
    static String of(String document, Set<String> routed) {
        StringBuilder offered = new StringBuilder();
        boolean within = false;
        boolean shown = true;
        for (String line : document.split("\n", -1)) {
            if (!line.isEmpty() && line.charAt(0) != ' ') {
                within = line.equals(PATHS);
                shown = true;
            } else if (within && line.startsWith("  /") && line.endsWith(":")) {
                shown = routed.contains(line.substring(2, line.length() - 1));
            }
            if (shown) {
                offered.append(line).append('\n');
            }
        }
        offered.setLength(offered.length() - 1);
        return offered.toString();
    }
}
