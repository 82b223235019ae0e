package org.loadcast.serving.publish.mqtt;

import java.util.Optional;

/**
 * The broker that forecasts go to.
 *
 * @param encrypted whether it is spoken to by TLS, trusting what Java trusts
 * @param clientId name of the connection, of which a broker has one
 */
public record MqttTarget(String host, int port, boolean encrypted, Optional<Login> login, String clientId) {

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
        return new MqttTarget(host, port, false, Optional.empty(), clientId);
    }
}
