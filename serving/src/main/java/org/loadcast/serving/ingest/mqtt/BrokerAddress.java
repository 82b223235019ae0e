package org.loadcast.serving.ingest.mqtt;

import java.net.URI;
import java.util.List;
import java.util.Locale;

/**
 * Where a broker listens.
 *
 * @param host name or address
 * @param tls whether the connection is encrypted
 */
public record BrokerAddress(String host, int port, boolean tls) {

    private static final List<String> PLAIN = List.of("mqtt", "tcp");
    private static final List<String> ENCRYPTED = List.of("mqtts", "ssl", "tls");
    private static final int PLAIN_PORT = 1883;
    private static final int ENCRYPTED_PORT = 8883;

    /**
     * An address such as {@code mqtt://localhost:1883} or {@code mqtts://broker.example}.
     *
     * @throws IllegalArgumentException when it is none, or has a user in it
     */
    public static BrokerAddress parse(String url) {
        URI uri = parsed(url);
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        boolean tls = ENCRYPTED.contains(scheme);
        if ((!tls && !PLAIN.contains(scheme)) || uri.getHost() == null) {
            throw notAnAddress(url);
        }
        if (uri.getUserInfo() != null) {
            throw new IllegalArgumentException(
                    "The broker's address has a user in it. Set mqtt.user and mqtt.password instead, which are not shown.");
        }
        int port = uri.getPort() >= 0 ? uri.getPort() : tls ? ENCRYPTED_PORT : PLAIN_PORT;
        return new BrokerAddress(uri.getHost(), port, tls);
    }

    private static URI parsed(String url) {
        try {
            return URI.create(url.strip());
        } catch (IllegalArgumentException wrong) {
            throw notAnAddress(url);
        }
    }

    private static IllegalArgumentException notAnAddress(String url) {
        return new IllegalArgumentException("'" + url + "' is not the address of a broker. Write mqtt://HOST:PORT, or"
                + " mqtts://HOST:PORT for an encrypted connection.");
    }

    @Override
    public String toString() {
        return (tls ? "mqtts://" : "mqtt://") + host + ":" + port;
    }
}
