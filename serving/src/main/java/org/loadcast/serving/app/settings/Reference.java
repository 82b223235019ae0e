package org.loadcast.serving.app.settings;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.loadcast.features.setting.Setting;
import org.loadcast.features.store.influx.InfluxConfig;
import org.loadcast.serving.alert.AlertsConfig;
import org.loadcast.serving.api.ServerConfig;
import org.loadcast.serving.ingest.mqtt.MqttConfig;
import org.loadcast.serving.issue.IssueConfig;
import org.loadcast.serving.retrain.RetrainingConfig;
import org.loadcast.serving.weather.WeatherConfig;

/**
 * All settings that there are, as the classes that are made from them describe them. What is not here is refused by the
 * {@link SettingsReader}; {@code docs/configuration.md} is written from it.
 */
final class Reference {

    /**
     * Settings that belong together.
     *
     * @param name as the settings begin, and as the reference has it for a heading
     * @param settings by their full names
     */
    record Section(String name, List<Setting> settings) {

        private static Section of(String name, List<Setting> settings) {
            return new Section(
                    name, settings.stream().map(setting -> setting.in(name)).toList());
        }
    }

    static final List<Section> SECTIONS = List.of(
            new Section(
                    "data",
                    List.of(Setting.usually(
                            "data",
                            "directory",
                            "data",
                            "where the embedded store and the models are; `--data` goes over it"))),
            Section.of("server", ServerConfig.SETTINGS),
            Section.of(
                    "mqtt",
                    and(
                            MqttConfig.SETTINGS,
                            Setting.without(
                                    "mapping",
                                    "list of presets and rules",
                                    "Loadcast's own topics",
                                    "what messages of devices mean, see [presets.md](presets.md)"))),
            Section.of("weather", WeatherConfig.SETTINGS),
            Section.of("influx", InfluxConfig.SETTINGS),
            Section.of("issue", IssueConfig.SETTINGS),
            Section.of(
                    "training",
                    List.of(Setting.without(
                            "threads",
                            "whole number, 1 to " + LoadcastConfig.MOST_THREADS,
                            "the processors",
                            "meters that are trained at the same time by a command"))),
            Section.of("retraining", RetrainingConfig.SETTINGS),
            Section.of("retention", RetentionConfig.SETTINGS),
            Section.of(
                    "alerts",
                    and(
                            AlertsConfig.SETTINGS,
                            Setting.without(
                                    "rules",
                                    "list of rules",
                                    "the usual ones",
                                    "in place of the usual ones, see [alerts](service.md#alerts)"))),
            Section.of(
                    "log",
                    List.of(Setting.usually("format", "`text` or `json`", "text", "`json`: a line of JSON each"))));

    private Reference() {}

    private static List<Setting> and(List<Setting> settings, Setting last) {
        return Stream.concat(settings.stream(), Stream.of(last)).toList();
    }

    private static Stream<Setting> all() {
        return SECTIONS.stream().flatMap(section -> section.settings().stream());
    }

    /** Whether there is a setting of this full name, or of any name in its place. */
    static boolean describes(String name) {
        return all().anyMatch(setting -> setting.isNamed(name));
    }

    /** The full name of the setting that a variable means, whose name is given without its beginning and in lower case. */
    static Optional<String> namedBy(String variable) {
        return all().flatMap(setting -> setting.namedBy(variable).stream()).findFirst();
    }

    /** What could have been meant by a name that nothing has: the settings of its section, or the sections. */
    static String neighbours(String name) {
        String first = name.split("\\.", 2)[0];
        return SECTIONS.stream()
                .filter(section -> section.name().equals(first))
                .findFirst()
                .map(section -> "There are: "
                        + section.settings().stream().map(Setting::name).collect(Collectors.joining(", ")) + ".")
                .orElseGet(() -> "Settings begin with one of: "
                        + SECTIONS.stream().map(Section::name).collect(Collectors.joining(", ")) + ".");
    }
}
