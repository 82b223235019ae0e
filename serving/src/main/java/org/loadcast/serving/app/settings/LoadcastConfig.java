package org.loadcast.serving.app.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.loadcast.features.store.influx.InfluxConfig;
import org.loadcast.serving.alert.AlertRules;
import org.loadcast.serving.alert.AlertsConfig;
import org.loadcast.serving.api.ServerConfig;
import org.loadcast.serving.api.TlsConfig;
import org.loadcast.serving.ingest.decode.MessageMapping;
import org.loadcast.serving.ingest.mqtt.MqttConfig;
import org.loadcast.serving.issue.IssueConfig;
import org.loadcast.serving.retrain.RetrainingConfig;
import org.loadcast.serving.weather.WeatherConfig;

/**
 * All that can be set, validated as a whole.
 *
 * @param file the file that the settings came from
 * @param data directory of the embedded store and the models
 * @param server where the service listens, and to whom
 * @param threads meters that are trained at the same time
 * @param mapping what messages of other systems mean
 * @param weather where weather comes from
 * @param influx the InfluxDB of readings, weather and forecasts; empty to keep them in the embedded store
 * @param retraining when and how models renew themselves
 * @param issue when forecasts are issued
 * @param mqtt where messages come from
 * @param jsonLogs whether the service logs a JSON object a line, in place of text
 * @param alerts when people are told that something is wrong
 * @param retention how long readings are kept in the embedded store
 */
public record LoadcastConfig(
        Optional<Path> file,
        Path data,
        ServerConfig server,
        int threads,
        MessageMapping mapping,
        WeatherConfig weather,
        Optional<InfluxConfig> influx,
        RetrainingConfig retraining,
        IssueConfig issue,
        MqttConfig mqtt,
        boolean jsonLogs,
        AlertsConfig alerts,
        RetentionConfig retention) {

    static final int MOST_THREADS = 1_024;

    private static final int LARGEST_PORT = 65_535;

    /**
     * Reads the file, if one is given, with the environment over it and the command line's {@code --data} over both.
     *
     * @throws ConfigException with every problem at once
     */
    public static LoadcastConfig read(Optional<Path> file, Map<String, String> environment, Optional<Path> data) {
        SettingsReader settings =
                file.map(path -> SettingsReader.of(path, environment)).orElseGet(() -> SettingsReader.of(environment));
        LoadcastConfig config = new LoadcastConfig(
                file,
                data.orElse(Path.of(settings.text("data", "data"))),
                server(settings),
                settings.integer("training.threads", Runtime.getRuntime().availableProcessors(), 1, MOST_THREADS),
                settings.structure("mqtt.mapping", MessageMapping::parse).orElseGet(MessageMapping::ofOwnTopics),
                settings.group("weather", WeatherConfig::parse).orElse(WeatherConfig.USUAL),
                settings.group("influx", InfluxConfig::parse),
                settings.group("retraining", RetrainingConfig::parse).orElse(RetrainingConfig.USUAL),
                settings.group("issue", IssueConfig::parse).orElse(IssueConfig.USUAL),
                settings.group("mqtt", MqttConfig::parse).orElse(MqttConfig.USUAL),
                settings.choice("log.format", "text", "json").equals("json"),
                alerts(settings),
                settings.group("retention", RetentionConfig::parse).orElse(RetentionConfig.USUAL));
        settings.finish();
        return config;
    }

    private static AlertsConfig alerts(SettingsReader settings) {
        AlertsConfig config = settings.group("alerts", AlertsConfig::parse).orElse(AlertsConfig.USUAL);
        return config.withRules(
                settings.structure("alerts.rules", AlertRules::parse).orElse(AlertRules.USUAL));
    }

    private static ServerConfig server(SettingsReader settings) {
        String host = settings.text("server.host", "127.0.0.1");
        int port = settings.integer("server.port", ServerConfig.USUAL_PORT, 0, LARGEST_PORT);
        int rate = settings.integer(
                "server.requests_per_second",
                ServerConfig.USUAL_REQUESTS_PER_SECOND,
                1,
                ServerConfig.MOST_REQUESTS_PER_SECOND);
        Set<String> origins = settings.words("server.cors_origins");
        Optional<TlsConfig> tls = settings.group("server.tls", TlsConfig::parse);
        return settings.made("server", () -> new ServerConfig(host, port, tls, origins, rate))
                .orElseGet(() -> ServerConfig.local(port));
    }

    /** The same settings with everything in the embedded store of another directory, and with the embedded broker. */
    public LoadcastConfig embeddedIn(Path other) {
        return new LoadcastConfig(
                Optional.empty(),
                other,
                server,
                threads,
                mapping,
                weather,
                Optional.empty(),
                retraining,
                issue,
                mqtt.embedded(),
                jsonLogs,
                alerts,
                retention);
    }

    /** The same settings with the alert rules asked at another interval. */
    public LoadcastConfig alertsAskedEvery(Duration interval) {
        return new LoadcastConfig(
                file,
                data,
                server,
                threads,
                mapping,
                weather,
                influx,
                retraining,
                issue,
                mqtt,
                jsonLogs,
                alerts.askedEvery(interval),
                retention);
    }
}
