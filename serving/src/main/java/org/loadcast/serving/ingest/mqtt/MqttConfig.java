package org.loadcast.serving.ingest.mqtt;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import org.loadcast.features.setting.Setting;
import org.loadcast.serving.ingest.NewMeters;

/**
 * How messages come in by MQTT, and forecasts go out.
 *
 * @param broker where from
 * @param version of the protocol
 * @param login user and password, where the broker asks for them
 * @param tls files for an encrypted connection
 * @param clientId name of the session at the broker; empty for one made from the installation
 * @param sharedGroup group in which several instances share the messages
 * @param qos of the subscriptions: 0, 1 or 2
 * @param newMeters what becomes of meters that are not in the directory
 * @param homeAssistantPrefix of the topics on which Home Assistant hears of forecasts; empty to tell it nothing
 */
public record MqttConfig(
        Broker broker,
        Version version,
        Optional<Login> login,
        TlsFiles tls,
        Optional<String> clientId,
        Optional<String> sharedGroup,
        int qos,
        NewMeters newMeters,
        Optional<String> homeAssistantPrefix) {

    /** The port that MQTT clients try without being told. */
    public static final int USUAL_PORT = 1883;

    /** The embedded broker on its usual port. */
    public static final MqttConfig USUAL = parse(Map.of());

    /** What can be set under {@code mqtt}, but its mapping. */
    public static final List<Setting> SETTINGS = List.of(
            Setting.without(
                    "url", "`mqtt://HOST:PORT` or `mqtts://HOST:PORT`", "the embedded broker", "a broker of your own"),
            Setting.usually("embedded", "`true` or `false`", "true", "`false` for no embedded broker either"),
            Setting.without(
                    "port",
                    "port, 1 to 65535",
                    USUAL_PORT + ", or a free one when that is taken",
                    "of the embedded broker"),
            Setting.usually("version", "`5` or `3.1.1`", "5", "of the protocol"),
            Setting.without("user", "text", "none", "user name at the broker"),
            Setting.without("password", "text", "none", "his password"),
            Setting.without("tls_ca", "PEM file", "those that Java trusts", "certificates to trust"),
            Setting.without(
                    "tls_certificate", "PEM file", "none", "client certificate, for a broker that asks for one"),
            Setting.without("tls_key", "PEM file, PKCS #8", "none", "its private key"),
            Setting.without(
                    "client_id",
                    "text",
                    "made from host and data directory",
                    "name of the session at the broker, another one for each instance"),
            Setting.without(
                    "shared_group",
                    "text",
                    "every instance gets all",
                    "group of several instances that share the messages"),
            Setting.usually("qos", "`0`, `1` or `2`", USUAL.qos(), "of the subscriptions"),
            Setting.usually(
                    "new_meters",
                    "`add` or `refuse`",
                    "add",
                    "whether meters that are not known are entered, or their messages go among the dead letters"),
            Setting.usually("new_meter_zone", "time zone", USUAL.newMeters().zone(), "of meters that are entered"),
            Setting.usually(
                    "home_assistant_prefix",
                    "beginning of topics, or nothing",
                    USUAL.homeAssistantPrefix().orElse(""),
                    "where Home Assistant listens for new sensors; nothing tells it nothing"));

    /** Where messages come from. */
    public sealed interface Broker {

        /** A broker that is there. */
        record At(BrokerAddress address) implements Broker {}

        /**
         * The embedded one.
         *
         * @param port to listen on; empty for the usual one, or another when that is taken
         */
        record Embedded(Optional<Integer> port) implements Broker {}

        /** None: nothing comes in by MQTT. */
        record None() implements Broker {}
    }

    /** Of the protocol. */
    public enum Version {
        MQTT_5,
        MQTT_3_1_1
    }

    /** User and password. */
    public record Login(String user, String password) {
        /** Without the password. */
        @Override
        public String toString() {
            return "Login[user=" + user + "]";
        }
    }

    /**
     * PEM files of an encrypted connection.
     *
     * @param authority certificates to trust; empty for those that Java trusts
     * @param certificate ours, with {@code key}, for brokers that ask for one
     * @param key its private key (PKCS #8)
     */
    public record TlsFiles(Optional<Path> authority, Optional<Path> certificate, Optional<Path> key) {

        /** Whom to trust; empty for those that Java trusts. */
        public Optional<TrustManagerFactory> trust() {
            return authority.map(PemFiles::trust);
        }

        /** Who we are, for brokers that ask for it. */
        public Optional<KeyManagerFactory> identity() {
            return certificate.flatMap(ours -> key.map(secret -> PemFiles.identity(ours, secret)));
        }
    }

    /** The same settings with the embedded broker in place of another. */
    public MqttConfig embedded() {
        return broker instanceof Broker.At
                ? new MqttConfig(
                        new Broker.Embedded(Optional.empty()),
                        version,
                        Optional.empty(),
                        tls,
                        clientId,
                        sharedGroup,
                        qos,
                        newMeters,
                        homeAssistantPrefix)
                : this;
    }

    /**
     * Reads settings by name, as they stand in a configuration file under {@code mqtt}.
     *
     * <p>{@code url} of a broker, or without it {@code embedded} (true) and {@code port}; {@code version} 5 or 3.1.1;
     * {@code user}, {@code password}; {@code tls_ca}, {@code tls_certificate}, {@code tls_key}; {@code client_id};
     * {@code shared_group}; {@code qos}; {@code new_meters} add or refuse; {@code new_meter_zone};
     * {@code home_assistant_prefix}, which may be empty.
     *
     * @throws IllegalArgumentException naming everything that is wrong, not only the first
     */
    public static MqttConfig parse(Map<String, String> settings) {
        return new Parser(settings).parse();
    }

    /** Reads settings and collects what is wrong. */
    private static final class Parser {

        private static final int LARGEST_PORT = 65_535;
        private static final String USUAL_HOME_ASSISTANT_PREFIX = "homeassistant";

        private final Map<String, String> unread;
        private final List<String> errors = new ArrayList<>();

        private Parser(Map<String, String> settings) {
            this.unread = new TreeMap<>(settings);
        }

        MqttConfig parse() {
            MqttConfig config = new MqttConfig(
                    broker(),
                    choice("version", "5", "3.1.1").equals("5") ? Version.MQTT_5 : Version.MQTT_3_1_1,
                    login(),
                    tls(),
                    text("client_id"),
                    text("shared_group"),
                    Integer.parseInt(choice("qos", "1", "0", "2")),
                    new NewMeters(
                            choice("new_meters", "add", "refuse").equals("add"),
                            parsed("new_meter_zone", ZoneId::of).orElse(NewMeters.USUAL.zone())),
                    homeAssistantPrefix());
            unread.keySet().forEach(name -> errors.add(name + " is not a setting"));
            if (!errors.isEmpty()) {
                throw new IllegalArgumentException("The settings of mqtt have " + errors.size()
                        + (errors.size() == 1 ? " error: " : " errors: ") + String.join("; ", errors) + ".");
            }
            return config;
        }

        private Optional<String> homeAssistantPrefix() {
            if (!unread.containsKey("home_assistant_prefix")) {
                return Optional.of(USUAL_HOME_ASSISTANT_PREFIX);
            }
            return parsed("home_assistant_prefix", prefix -> {
                if (!prefix.matches("[^+#/$][^+#]*(?<!/)")) {
                    throw new IllegalArgumentException(
                            "it is not the beginning of a topic; write it without +, # and a slash at an end");
                }
                return prefix;
            });
        }

        private Broker broker() {
            Optional<BrokerAddress> url = parsed("url", BrokerAddress::parse);
            Optional<Integer> port = parsed("port", Parser::port);
            boolean embedded = choice("embedded", "true", "false").equals("true");
            if (url.isPresent()) {
                if (port.isPresent()) {
                    errors.add("port is the embedded broker's, but url names another broker: put the port into url");
                }
                return new Broker.At(url.get());
            }
            return embedded ? new Broker.Embedded(port) : new Broker.None();
        }

        private static int port(String text) {
            if (!text.matches("[1-9]\\d{0,4}") || Integer.parseInt(text) > LARGEST_PORT) {
                throw new IllegalArgumentException("it is not a whole number from 1 to " + LARGEST_PORT);
            }
            return Integer.parseInt(text);
        }

        private Optional<Login> login() {
            Optional<String> user = text("user");
            Optional<String> password = text("password");
            if (password.isPresent() && user.isEmpty()) {
                errors.add("password is set without user");
            }
            return user.map(name -> new Login(name, password.orElse("")));
        }

        private TlsFiles tls() {
            TlsFiles files = new TlsFiles(file("tls_ca"), file("tls_certificate"), file("tls_key"));
            if (files.certificate().isPresent() != files.key().isPresent()) {
                errors.add("tls_certificate and tls_key belong together; one of them is missing");
            }
            return files;
        }

        private Optional<Path> file(String name) {
            return parsed(name, text -> {
                Path file = Path.of(text);
                if (!java.nio.file.Files.isReadable(file)) {
                    throw new IllegalArgumentException("the file cannot be read");
                }
                return file;
            });
        }

        private Optional<String> text(String name) {
            return Optional.ofNullable(unread.remove(name)).map(String::strip).filter(text -> !text.isEmpty());
        }

        private <T> Optional<T> parsed(String name, Function<String, T> parser) {
            Optional<String> text = text(name);
            try {
                return text.map(parser);
            } catch (RuntimeException wrong) {
                errors.add(name + " '" + text.orElse("") + "': " + wrong.getMessage());
                return Optional.empty();
            }
        }

        private String choice(String name, String usual, String... others) {
            List<String> choices = new ArrayList<>(List.of(usual));
            choices.addAll(List.of(others));
            String value = text(name).orElse(usual);
            if (!choices.contains(value)) {
                errors.add(name + " '" + value + "' is not one of " + choices);
                return usual;
            }
            return value;
        }
    }
}
