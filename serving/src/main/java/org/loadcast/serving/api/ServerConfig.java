package org.loadcast.serving.api;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.loadcast.features.setting.Setting;

/**
 * Where the server listens, and to whom.
 *
 * @param host an address of this machine
 * @param port 1 to 65535, or 0 for any free one
 * @param tls certificate and key; empty for plain HTTP
 * @param origins addresses of web pages from elsewhere that may ask, such as {@code https://grafana.example.org}
 * @param requestsPerSecond that one key or address may make for long
 */
public record ServerConfig(String host, int port, Optional<TlsConfig> tls, Set<String> origins, int requestsPerSecond) {

    /** Requests a second of one key or address where nothing else is set. */
    public static final int USUAL_REQUESTS_PER_SECOND = 5_000;

    /** Most that can be set of these. */
    public static final int MOST_REQUESTS_PER_SECOND = 1_000_000;

    /** The port where nothing else is set. */
    public static final int USUAL_PORT = 7070;

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "::1", "localhost");

    /** What can be set under {@code server}. */
    public static final List<Setting> SETTINGS = Stream.concat(
                    Stream.of(
                            Setting.usually(
                                    "host",
                                    "name or address of this machine",
                                    "127.0.0.1",
                                    "where the service listens; an address that others reach needs a key first"),
                            Setting.usually("port", "port, 0 to 65535", USUAL_PORT, "0 picks a free one"),
                            Setting.usually(
                                    "requests_per_second",
                                    "whole number, 1 to " + MOST_REQUESTS_PER_SECOND,
                                    USUAL_REQUESTS_PER_SECOND,
                                    "that one key or address may make for long"),
                            Setting.without(
                                    "cors_origins",
                                    "addresses of web pages",
                                    "none",
                                    "pages from elsewhere whose scripts may ask")),
                    TlsConfig.SETTINGS.stream().map(setting -> setting.in("tls")))
            .toList();

    public ServerConfig {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("Port " + port + " is not between 0 and 65535. Use for example 7070.");
        }
        origins = Set.copyOf(origins);
        for (String origin : origins) {
            if (!origin.matches("https?://[^/]+")) {
                throw new IllegalArgumentException("Origin '" + origin
                        + "' of server.cors_origins is not an address such as https://grafana.example.org.");
            }
        }
    }

    /** The given port of 127.0.0.1, plain. */
    public static ServerConfig local(int port) {
        return new ServerConfig("127.0.0.1", port, Optional.empty(), Set.of(), USUAL_REQUESTS_PER_SECOND);
    }

    /** The same on another port. */
    public ServerConfig onPort(int other) {
        return new ServerConfig(host, other, tls, origins, requestsPerSecond);
    }

    /** Whether only this machine reaches it. */
    public boolean isLocal() {
        return LOOPBACK.contains(host);
    }

    /** {@code http} or {@code https}. */
    public String scheme() {
        return tls.isPresent() ? "https" : "http";
    }

    /** @throws IllegalArgumentException when others reach the server and nobody asks them who they are */
    void requireKeys(boolean keysExist) {
        if (!isLocal() && !keysExist) {
            throw new IllegalArgumentException(
                    "Host '" + host + "' is not a loopback address, and there is no key: whoever reaches the port could"
                            + " read and change everything. Make a key first (loadcast keys create --role admin --name me),"
                            + " or use 127.0.0.1.");
        }
    }
}
