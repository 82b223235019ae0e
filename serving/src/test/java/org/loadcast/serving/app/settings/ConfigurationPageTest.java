package org.loadcast.serving.app.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code docs/configuration.md} against what the program reads. */
class ConfigurationPageTest {

    private static final Path PAGE = Path.of("../docs/configuration.md");

    /** Parts of the record that are not settings, and those whose section has another name. */
    private static final Map<String, String> SECTIONS = Map.of("jsonLogs", "log");

    private static final Set<String> NO_SETTINGS = Set.of("file");

    /** Files that must be there when the settings are read. */
    private static final Pattern NAMED_FILE = Pattern.compile("/etc/loadcast/[a-z.0-9]+");

    @TempDir
    private Path directory;

    static Stream<String> examples() throws IOException {
        return found("(?s)```yaml\n(.*?)```");
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleIsAccepted(String yaml) throws IOException {
        for (String named :
                NAMED_FILE.matcher(yaml).results().map(MatchResult::group).toList()) {
            Files.createFile(directory.resolve(Path.of(named).getFileName()));
        }
        Path file =
                Files.writeString(directory.resolve("loadcast.yaml"), yaml.replace("/etc/loadcast/", directory + "/"));

        LoadcastConfig config = LoadcastConfig.read(Optional.of(file), Map.of(), Optional.empty());

        assertThat(config.file()).contains(file);
    }

    @Test
    void everySettingOfTheTablesIsInAnExample() throws IOException {
        Set<String> inExamples = new TreeSet<>();
        for (String yaml : examples().toList()) {
            collect("", new YAMLMapper().readTree(yaml), inExamples);
        }

        List<String> missing = found("(?m)^\\| `([a-z_]+[A-Za-z_.]*)` \\|")
                .filter(setting -> inExamples.stream()
                        .noneMatch(Pattern.compile(pattern(setting)).asMatchPredicate()))
                .toList();

        assertThat(missing).isEmpty();
    }

    @Test
    void everyPartOfTheConfigurationHasASection() throws IOException {
        Set<String> sections = found("(?m)^## (.+)$").collect(Collectors.toSet());

        List<String> parts = Arrays.stream(LoadcastConfig.class.getRecordComponents())
                .map(RecordComponent::getName)
                .filter(name -> !NO_SETTINGS.contains(name))
                .map(name -> SECTIONS.getOrDefault(name, name))
                .toList();

        assertThat(sections).containsAll(parts);
    }

    /** A word in capitals stands for any name. */
    private static String pattern(String setting) {
        return Arrays.stream(setting.split("\\.", -1))
                .map(word -> word.matches("[A-Z]+") ? "[^.]+" : Pattern.quote(word))
                .collect(Collectors.joining("\\."));
    }

    private static void collect(String name, JsonNode node, Set<String> into) {
        into.add(name);
        node.properties()
                .forEach(field ->
                        collect(name.isEmpty() ? field.getKey() : name + "." + field.getKey(), field.getValue(), into));
    }

    private static Stream<String> found(String regex) throws IOException {
        return Pattern.compile(regex)
                .matcher(Files.readString(PAGE))
                .results()
                .map(match -> match.group(1))
                .toList()
                .stream();
    }
}
