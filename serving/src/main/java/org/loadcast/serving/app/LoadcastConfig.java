package org.loadcast.serving.app;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.loadcast.features.store.influx.InfluxConfig;
import org.loadcast.serving.ingest.decode.MessageMapping;
import org.loadcast.serving.issue.IssueConfig;
import org.loadcast.serving.retrain.RetrainingConfig;
import org.loadcast.serving.weather.WeatherConfig;

/**
 * All that can be set, validated as a whole.
 *
 * @param file the file that the settings came from
 * @param data directory of the embedded store and the models
 * @param host address that the service listens on
 * @param port of the service
 * @param threads meters that are trained at the same time
 * @param mapping what messages of other systems mean
 * @param weather where weather comes from
 * @param influx the InfluxDB of readings, weather and forecasts; empty to keep them in the embedded store
 * @param retraining when and how models renew themselves
 * @param issue when forecasts are issued
 */
record LoadcastConfig(
        Optional<Path> file,
        Path data,
        String host,
        int port,
        int threads,
        MessageMapping mapping,
        WeatherConfig weather,
        Optional<InfluxConfig> influx,
        RetrainingConfig retraining,
        IssueConfig issue) {

    private static final int LARGEST_PORT = 65_535;
    private static final int MOST_THREADS = 1_024;

    /**
     * Reads the file, if one is given, with the environment over it and the command line's {@code --data} over both.
     *
     * @throws ConfigException with every problem at once
     */
    static LoadcastConfig read(Optional<Path> file, Map<String, String> environment, Optional<Path> data) {
        SettingsReader settings =
                file.map(path -> SettingsReader.of(path, environment)).orElseGet(() -> SettingsReader.of(environment));
        LoadcastConfig config = new LoadcastConfig(
                file,
                data.orElse(Path.of(settings.text("data", "data"))),
                settings.text("server.host", "127.0.0.1"),
                settings.integer("server.port", 7070, 0, LARGEST_PORT),
                settings.integer("training.threads", Runtime.getRuntime().availableProcessors(), 1, MOST_THREADS),
                settings.structure("mqtt.mapping", MessageMapping::parse).orElseGet(MessageMapping::ofOwnTopics),
                settings.group("weather", WeatherConfig::parse).orElse(WeatherConfig.USUAL),
                settings.group("influx", InfluxConfig::parse),
                RetrainingConfig.USUAL,
                settings.group("issue", IssueConfig::parse).orElse(IssueConfig.USUAL));
        settings.finish();
        return config;
    }

    /** The same settings with everything in the embedded store of another directory. */
    LoadcastConfig embeddedIn(Path other) {
        return new LoadcastConfig(
                Optional.empty(), other, host, port, threads, mapping, weather, Optional.empty(), retraining, issue);
    }
}
