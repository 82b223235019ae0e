package org.loadcast.serving.app.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.loadcast.features.setting.Setting;
import org.loadcast.serving.schedule.LocalCron;

/** {@code docs/configuration.md} against what the program reads; writes its tables when it is told to. */
class ConfigurationPageTest {

    private static final Path PAGE = Path.of("../docs/configuration.md");
    private static final String RENEW = "./mvnw test -pl serving -am -Dtest=ConfigurationPageTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Dconfiguration.renew=true";

    /** Files that must be there when the settings are read. */
    private static final Pattern NAMED_FILE = Pattern.compile("/etc/loadcast/[a-z.0-9]+");

    /** Lists of groups, which no variable can hold. */
    private static final List<String> LISTS = List.of("mqtt.mapping", "alerts.rules");

    /** What a group needs before anything else of it can be set. */
    private static final Map<String, Map<String, String>> NEEDED = Map.of(
            "influx",
            Map.of(
                    "LOADCAST_INFLUX_URL", "http://localhost:8086",
                    "LOADCAST_INFLUX_ORG", "home",
                    "LOADCAST_INFLUX_BUCKET", "energy",
                    "LOADCAST_INFLUX_TOKEN", "secret"),
            "alerts.email",
            Map.of(
                    "LOADCAST_ALERTS_EMAIL_HOST", "smtp.example.org",
                    "LOADCAST_ALERTS_EMAIL_FROM", "me@example.org",
                    "LOADCAST_ALERTS_EMAIL_TO", "me@example.org"));

    private static final RecursiveComparisonConfiguration BY_VALUE = RecursiveComparisonConfiguration.builder()
            .withEqualsForType((a, b) -> a.toString().equals(b.toString()), LocalCron.class)
            .withIgnoredFields("file", "mapping")
            .build();

    @TempDir
    private Path directory;

    static Stream<String> examples() throws IOException {
        return Pattern.compile("(?s)```yaml\n(.*?)```")
                .matcher(Files.readString(PAGE))
                .results()
                .map(match -> match.group(1))
                .toList()
                .stream();
    }

    static Stream<Setting> usualValues() {
        return Reference.SECTIONS.stream()
                .flatMap(section -> section.settings().stream())
                .filter(Setting::literal);
    }

    @Test
    void theTablesAreThoseOfTheSettings() throws IOException {
        String page = Files.readString(PAGE);
        String renewed = page;
        for (Reference.Section section : Reference.SECTIONS) {
            Pattern table = Pattern.compile(
                    "(?s)(\n## " + section.name() + "\n(?:(?!\n## ).)*?<!-- settings -->\n).*?(<!-- /settings -->)");
            assertThat(table.matcher(page).find())
                    .as("Section '%s' of %s has a place for its table.", section.name(), PAGE)
                    .isTrue();
            renewed = table.matcher(renewed)
                    .replaceFirst(found -> Matcher.quoteReplacement(found.group(1) + table(section) + found.group(2)));
        }
        if (Boolean.getBoolean("configuration.renew")) {
            Files.writeString(PAGE, renewed);
        } else {
            assertThat(page).as("%s is stale. Renew it: %s", PAGE, RENEW).isEqualTo(renewed);
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void anExampleMeansTheSameInTheFileAndInVariables(String yaml) throws IOException {
        String own = withFiles(yaml);
        Path file = Files.writeString(directory.resolve("loadcast.yaml"), own);
        Map<String, String> variables = new HashMap<>();
        settings(own).forEach((name, value) -> variables.put(variable(name), value));

        LoadcastConfig config = LoadcastConfig.read(Optional.of(file), Map.of(), Optional.empty());

        assertThat(config.file()).contains(file);
        if (LISTS.stream().noneMatch(list -> settings(own).containsKey(list))) {
            assertThat(LoadcastConfig.read(Optional.empty(), variables, Optional.empty()))
                    .usingRecursiveComparison(BY_VALUE)
                    .isEqualTo(config);
        }
    }

    @Test
    void everySettingIsInAnExample() throws IOException {
        List<String> inExamples =
                examples().flatMap(yaml -> settings(yaml).keySet().stream()).toList();

        assertThat(Reference.SECTIONS.stream().flatMap(section -> section.settings().stream()))
                .allSatisfy(setting -> assertThat(inExamples)
                        .as("Examples with %s", setting.name())
                        .anyMatch(setting::isNamed));
    }

    @ParameterizedTest
    @MethodSource("usualValues")
    void whatIsSaidToCountWithoutASettingIsWhatCounts(Setting setting) {
        Map<String, String> without = NEEDED.entrySet().stream()
                .filter(group -> setting.name().startsWith(group.getKey() + "."))
                .findFirst()
                .map(Map.Entry::getValue)
                .orElse(Map.of());
        Map<String, String> with = new HashMap<>(without);
        with.put(variable(setting.name()), setting.without());

        assertThat(LoadcastConfig.read(Optional.empty(), with, Optional.empty()))
                .usingRecursiveComparison(BY_VALUE)
                .isEqualTo(LoadcastConfig.read(Optional.empty(), without, Optional.empty()));
    }

    private static String table(Reference.Section section) {
        return section.settings().stream()
                .map(setting -> "| `" + setting.name() + "` | " + setting.values() + " | "
                        + (setting.literal() ? "`" + setting.without() + "`" : setting.without()) + " | "
                        + setting.meaning() + " |\n")
                .collect(Collectors.joining(
                        "", "| setting | what may stand there | without it | meaning |\n|---|---|---|---|\n", ""));
    }

    private String withFiles(String yaml) throws IOException {
        for (String named :
                NAMED_FILE.matcher(yaml).results().map(MatchResult::group).toList()) {
            Files.createFile(directory.resolve(Path.of(named).getFileName()));
        }
        return yaml.replace("/etc/loadcast/", directory + "/");
    }

    /** By full name; what is a list of words as words with commas. */
    private static Map<String, String> settings(String yaml) {
        Map<String, String> settings = new TreeMap<>();
        try {
            flatten("", new YAMLMapper().readTree(yaml), settings);
        } catch (IOException malformed) {
            throw new AssertionError(yaml, malformed);
        }
        return settings;
    }

    private static void flatten(String name, JsonNode node, Map<String, String> into) {
        if (node.isObject()) {
            node.properties()
                    .forEach(field -> flatten(
                            name.isEmpty() ? field.getKey() : name + "." + field.getKey(), field.getValue(), into));
        } else if (node.isArray()) {
            into.put(name, node.valueStream().map(JsonNode::asText).collect(Collectors.joining(",")));
        } else {
            into.put(name, node.asText());
        }
    }

    private static String variable(String setting) {
        return "LOADCAST_" + setting.toUpperCase(Locale.ROOT).replace('.', '_');
    }
}
