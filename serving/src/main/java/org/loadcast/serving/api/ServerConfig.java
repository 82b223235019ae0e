package org.loadcast.serving.api;

import java.util.Set;

/**
 * Where the server listens.
 *
 * @param host a loopback address; others are refused until there is access control
 * @param port 1 to 65535, or 0 for any free one
 */
public record ServerConfig(String host, int port) {

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "::1", "localhost");

    public ServerConfig {
        if (!LOOPBACK.contains(host)) {
            throw new IllegalArgumentException(
                    "Host '" + host + "' is not a loopback address. Whoever reaches the port may"
                            + " read and change everything, so Loadcast listens on 127.0.0.1 only until it has access control."
                            + " Use 127.0.0.1, and an SSH tunnel or a proxy with a login to reach it from elsewhere.");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("Port " + port + " is not between 0 and 65535. Use for example 7070.");
        }
    }

    /** The given port of 127.0.0.1. */
    public static ServerConfig local(int port) {
        return new ServerConfig("127.0.0.1", port);
    }
}
