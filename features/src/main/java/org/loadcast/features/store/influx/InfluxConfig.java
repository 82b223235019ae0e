package org.loadcast.features.store.influx;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.loadcast.features.setting.Setting;

/**
 * How to reach an InfluxDB.
 *
 * @param url its address, such as {@code http://localhost:8086}
 * @param access which writing interface it is spoken to by, with what rights
 * @param language the language of reads
 * @param names what measurements, tags and fields are called there
 * @param outboxBytes how much may wait on the disk while the database is away
 */
public record InfluxConfig(URI url, Access access, Language language, InfluxNames names, long outboxBytes) {

    /** Half a gigabyte holds about ten million readings. */
    public static final long DEFAULT_OUTBOX_BYTES = 512L << 20;

    /** What can be set under {@code influx}. */
    public static final List<Setting> SETTINGS = List.of(
            Setting.without(
                    "url",
                    "address",
                    "the embedded store",
                    "of an InfluxDB; with it, readings, weather and forecasts live there"),
            Setting.usually("version", "`2` or `1`", "2", "`2` for InfluxDB 2 and 3, `1` for 1.x"),
            Setting.without("org", "text", "needed (2)", "organisation"),
            Setting.without("bucket", "text", "needed (2)", "bucket"),
            Setting.without("token", "text", "needed (2)", "token that may read and write it"),
            Setting.without("database", "text", "needed (1)", "database"),
            Setting.without("retention_policy", "text", "the default one (1)", "retention policy"),
            Setting.without("user", "text", "none (1)", "user name there"),
            Setting.without("password", "text", "none (1)", "his password"),
            Setting.usually("language", "`influxql` or `flux` (2)", "influxql", "of reads"),
            Setting.usually(
                    "outbox_mb",
                    "whole number of MB, 1 or more",
                    DEFAULT_OUTBOX_BYTES >> 20,
                    "how much may wait on the disk while the database is away"),
            Setting.without(
                    "names.M.measurement",
                    "text",
                    "M",
                    "name of a measurement in an existing bucket; M is `load`, `weather`, `weather_forecast`, `load_forecast` or"
                            + " `load_forecast_log`"),
            Setting.without(
                    "names.M.tag", "text", "`meter_id`, `location_id`", "tag with the id of the meter or the location"),
            Setting.without("names.M.fields.F", "text", "F", "name of Loadcast's field F there"));

    /** The language of reads. */
    public enum Language {
        /** Understood by InfluxDB 1, 2 (by a bucket's virtual database) and 3. */
        INFLUXQL,
        /** Understood by InfluxDB 2. */
        FLUX
    }

    /** The writing interface and its rights. */
    public sealed interface Access {

        /** The database that InfluxQL reads from. */
        String database();

        /** Its retention policy; empty for the default one. */
        String retentionPolicy();

        /** {@code /api/v2/write}: InfluxDB 2 and 3, VictoriaMetrics. */
        record V2(String org, String bucket, String token) implements Access {
            @Override
            public String database() {
                return bucket;
            }

            @Override
            public String retentionPolicy() {
                return "autogen";
            }

            /** Without the token. */
            @Override
            public String toString() {
                return "V2[org=" + org + ", bucket=" + bucket + "]";
            }
        }

        /** {@code /write}: InfluxDB 1. User and password are empty where none is asked. */
        record V1(String database, String retentionPolicy, String user, String password) implements Access {
            /** Without the password. */
            @Override
            public String toString() {
                return "V1[database=" + database + ", retentionPolicy=" + retentionPolicy + ", user=" + user + "]";
            }
        }
    }

    public InfluxConfig {
        if (language == Language.FLUX && !(access instanceof Access.V2)) {
            throw new IllegalArgumentException("Flux needs the access of version 2: org, bucket and token.");
        }
        if (outboxBytes < 1 << 20) {
            throw new IllegalArgumentException(
                    "An outbox of " + outboxBytes + " bytes is too small. Give it 1 MB or more.");
        }
    }

    /**
     * Reads settings by name, as they stand in a configuration file under {@code influx}.
     *
     * <p>{@code url}; {@code version} 2 (with {@code org}, {@code bucket}, {@code token}) or 1 (with {@code database} and, where
     * asked, {@code retention_policy}, {@code user}, {@code password}); {@code language} influxql or flux; {@code outbox_mb};
     * and for each measurement M of load, weather, weather_forecast, load_forecast, load_forecast_log: {@code names.M.measurement},
     * {@code names.M.tag}, {@code names.M.fields.F} for Loadcast's field F.
     *
     * @throws IllegalArgumentException naming everything that is wrong, not only the first
     */
    public static InfluxConfig parse(Map<String, String> settings) {
        return new Parser(settings).parse();
    }

    /** Reads settings and collects what is wrong. */
    private static final class Parser {

        private final Map<String, String> unread;
        private final List<String> errors = new ArrayList<>();

        private Parser(Map<String, String> settings) {
            this.unread = new TreeMap<>(settings);
        }

        InfluxConfig parse() {
            URI url = url();
            Access access = choice("version", List.of("2", "1")).equals("1")
                    ? new Access.V1(
                            required("database"),
                            optional("retention_policy", ""),
                            optional("user", ""),
                            optional("password", ""))
                    : new Access.V2(required("org"), required("bucket"), required("token"));
            Language language =
                    choice("language", List.of("influxql", "flux")).equals("flux") ? Language.FLUX : Language.INFLUXQL;
            if (language == Language.FLUX && access instanceof Access.V1) {
                errors.add("language flux needs version 2");
            }
            long outboxBytes = megabytes("outbox_mb", DEFAULT_OUTBOX_BYTES >> 20) << 20;
            InfluxNames names = names();
            for (String name : new TreeSet<>(unread.keySet())) {
                errors.add(name + " is not a setting");
            }
            if (!errors.isEmpty()) {
                throw new IllegalArgumentException("The settings of influx have " + errors.size()
                        + (errors.size() == 1 ? " error: " : " errors: ") + String.join("; ", errors) + ".");
            }
            return new InfluxConfig(url, access, language, names, outboxBytes);
        }

        private String optional(String name, String fallback) {
            String value = unread.remove(name);
            return value == null || value.isBlank() ? fallback : value.strip();
        }

        private String required(String name) {
            String value = optional(name, "");
            if (value.isEmpty()) {
                errors.add(name + " is missing");
            }
            return value;
        }

        private String choice(String name, List<String> choices) {
            String value = optional(name, choices.get(0));
            if (!choices.contains(value)) {
                errors.add(name + " '" + value + "' is not one of " + choices);
            }
            return value;
        }

        private URI url() {
            String text = required("url");
            try {
                URI url = URI.create(text);
                if (!text.isEmpty()
                        && (!List.of("http", "https").contains(String.valueOf(url.getScheme()))
                                || url.getHost() == null)) {
                    errors.add("url '" + text + "' is not an address such as http://localhost:8086");
                }
                return url;
            } catch (IllegalArgumentException e) {
                errors.add("url '" + text + "' is not an address: " + e.getMessage());
                return URI.create("");
            }
        }

        private long megabytes(String name, long fallback) {
            String text = optional(name, String.valueOf(fallback));
            if (!text.matches("[1-9]\\d{0,6}")) {
                errors.add(name + " '" + text + "' is not a whole number of megabytes, 1 or more");
                return fallback;
            }
            return Long.parseLong(text);
        }

        private InfluxNames names() {
            InfluxNames usual = InfluxNames.DEFAULT;
            return new InfluxNames(
                    measurement(usual.load()),
                    measurement(usual.weather()),
                    measurement(usual.weatherForecast()),
                    measurement(usual.loadForecast()),
                    measurement(usual.loadForecastLog()));
        }

        private InfluxNames.Measurement measurement(InfluxNames.Measurement usual) {
            String prefix = "names." + usual.name() + ".";
            String name = optional(prefix + "measurement", usual.name());
            String tag = optional(prefix + "tag", usual.idTag());
            Map<String, String> fields = new TreeMap<>();
            String fieldPrefix = prefix + "fields.";
            for (String key : List.copyOf(unread.keySet())) {
                if (key.startsWith(fieldPrefix)) {
                    fields.put(key.substring(fieldPrefix.length()), required(key));
                }
            }
            try {
                return new InfluxNames.Measurement(name, tag, fields);
            } catch (IllegalArgumentException e) {
                errors.add(String.valueOf(e.getMessage()));
                return usual;
            }
        }
    }
}
