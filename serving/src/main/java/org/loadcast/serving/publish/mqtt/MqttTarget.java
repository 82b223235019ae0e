package org.loadcast.serving.publish.mqtt;

import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * The broker that forecasts go to.
 *
 * @param tls how it is spoken to by TLS; empty for a plain connection
 * @param clientId name of the connection, of which a broker has one
 */
public record MqttTarget(String host, int port, Optional<Tls> tls, Optional<Login> login, String clientId) {

    /**
     * An encrypted connection.
     *
     * @param trust whom to trust; empty for those that Java trusts
     * @param identity who we are, for brokers that ask for it
     */
    public record Tls(Optional<TrustManagerFactory> trust, Optional<KeyManagerFactory> identity) {}

    /** User and password. */
    public record Login(String user, String password) {
        /** Without the password. */
        @Override
        public String toString() {
            return "Login[user=" + user + "]";
        }
    }

    /** A broker that asks for no login. */
    public static MqttTarget of(String host, int port, String clientId) {
        return new MqttTarget(host, port, Optional.empty(), Optional.empty(), clientId);
    }
}
