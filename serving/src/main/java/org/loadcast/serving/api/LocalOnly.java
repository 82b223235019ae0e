package org.loadcast.serving.api;

import io.javalin.http.Context;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * Refuses what a page of another site makes a browser on this machine send: while there are no keys, an address bound to
 * loopback is the only wall, and a browser stands on the inside of it.
 */
final class LocalOnly {

    private static final Set<String> LOCAL = Set.of("127.0.0.1", "localhost", "[::1]");

    private LocalOnly() {}

    /** @param config whose listed origins may ask too */
    static void check(Context ctx, ServerConfig config) {
        String host =
                Optional.ofNullable(ctx.header("Host")).map(LocalOnly::nameOf).orElse("");
        if (!LOCAL.contains(host)) {
            throw ProblemException.foreign(
                    "Host '" + host + "' is not this machine. Use http://127.0.0.1 with the server's port.");
        }
        Optional<String> origin = Optional.ofNullable(ctx.header("Origin"));
        if (origin.isPresent() && !isLocal(origin.get()) && !config.origins().contains(origin.get())) {
            throw ProblemException.foreign("A page of " + origin.get() + " may not use this service.");
        }
    }

    private static boolean isLocal(String origin) {
        try {
            return LOCAL.contains(String.valueOf(URI.create(origin).getHost()));
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }

    private static String nameOf(String hostAndPort) {
        int colon = hostAndPort.lastIndexOf(':');
        return colon > hostAndPort.lastIndexOf(']') ? hostAndPort.substring(0, colon) : hostAndPort;
    }
}
