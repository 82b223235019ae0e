package org.loadcast.serving.alert;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.loadcast.features.setting.Setting;

/**
 * How e-mail is sent.
 *
 * @param login user and password; empty for a server that asks for none
 * @param to who gets it, at least one
 */
public record MailConfig(
        String host, int port, Security security, Optional<Login> login, String from, List<String> to) {

    private static final int SUBMISSION = 587;
    private static final List<String> KNOWN = List.of("host", "port", "security", "user", "password", "from", "to");

    /** What can be set under {@code alerts.email}. */
    static final List<Setting> SETTINGS = List.of(
            Setting.without("host", "name or address", "no e-mail", "mail server; with it, alerts travel by e-mail"),
            Setting.usually("port", "port, 1 to 65535", SUBMISSION, "of the mail server"),
            Setting.usually(
                    "security",
                    "`starttls`, `tls` or `none`",
                    "starttls",
                    "how the connection is protected; `none` is for a server on this machine"),
            Setting.without("user", "text", "none", "user name there"),
            Setting.without("password", "text", "none", "his password"),
            Setting.without("from", "e-mail address", "needed", "sender"),
            Setting.without("to", "e-mail addresses", "needed", "receivers"));

    /** How the way to the server is secured. */
    public enum Security {
        /** A plain connection becomes a secure one, else nothing is sent. */
        STARTTLS,
        /** Secure from the start. */
        TLS,
        /** Not at all; for a server on this machine. */
        NONE
    }

    /** Never shown. */
    public record Login(String user, String password) {

        @Override
        public String toString() {
            return "Login[" + user + "]";
        }
    }

    public MailConfig {
        to = List.copyOf(to);
        if (login.isPresent()
                && security == Security.NONE
                && !List.of("localhost", "127.0.0.1", "::1").contains(host)) {
            throw new IllegalArgumentException("alerts.email.security: none would send the password in the clear to "
                    + host + ". Use starttls or tls.");
        }
    }

    /**
     * Reads {@code host}, {@code from} and {@code to}, which are needed, and {@code port}, {@code security}, {@code user} and
     * {@code password}.
     *
     * @throws IllegalArgumentException with every problem at once; none tells the password
     */
    static MailConfig parse(Map<String, String> settings) {
        List<String> problems = new ArrayList<>();
        TreeSet<String> unknown = new TreeSet<>(settings.keySet());
        unknown.removeAll(KNOWN);
        unknown.forEach(
                name -> problems.add("alerts.email." + name + " is not known; use " + String.join(", ", KNOWN)));
        for (String needed : List.of("host", "from", "to")) {
            if (settings.getOrDefault(needed, "").isBlank()) {
                problems.add("alerts.email." + needed + " is missing. Set it, or leave alerts.email out.");
            }
        }
        if (settings.containsKey("user") != settings.containsKey("password")) {
            problems.add("alerts.email: user and password go together. Set the password by"
                    + " LOADCAST_ALERTS_EMAIL_PASSWORD.");
        }
        int port = port(settings.getOrDefault("port", String.valueOf(SUBMISSION)), problems);
        Security security = security(settings.getOrDefault("security", "starttls"), problems);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        return new MailConfig(
                settings.getOrDefault("host", "").strip(),
                port,
                security,
                Optional.ofNullable(settings.get("user"))
                        .map(user -> new Login(user, settings.getOrDefault("password", ""))),
                settings.getOrDefault("from", ""),
                Stream.of(settings.getOrDefault("to", "").split(",", -1))
                        .map(String::strip)
                        .filter(address -> !address.isEmpty())
                        .toList());
    }

    private static int port(String text, List<String> problems) {
        try {
            int port = Integer.parseInt(text.strip());
            if (port > 0 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException notANumber) {
            // told below, together with numbers that are out of range
        }
        problems.add("alerts.email.port: '" + text + "' is not a whole number from 1 to 65535");
        return SUBMISSION;
    }

    private static Security security(String text, List<String> problems) {
        for (Security security : Security.values()) {
            if (security.name().equalsIgnoreCase(text)) {
                return security;
            }
        }
        problems.add("alerts.email.security: '" + text + "' is not known. Use starttls, tls or none");
        return Security.STARTTLS;
    }
}
