package org.loadcast.serving.app.settings;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.loadcast.serving.ingest.decode.MappingException;

/**
 * Settings by dotted name from a YAML file, each overridden by an environment variable: {@code server.port} by
 * {@code LOADCAST_SERVER_PORT}.
 *
 * <p>Reading goes on after a wrong value; {@link #finish} tells all that was wrong, unknown names too. Not thread-safe.
 */
final class SettingsReader {

    private static final String PREFIX = "LOADCAST_";
    /** Settings that are lists of groups, which no variable can hold. */
    private static final Set<String> STRUCTURED = Set.of("mqtt.mapping", "alerts.rules");

    private record Value(String text, String source) {}

    private final Map<String, Value> values = new TreeMap<>();
    private final Map<String, JsonNode> structures = new TreeMap<>();
    private final Map<String, String> environment;
    private final List<String> problems = new ArrayList<>();

    private SettingsReader(Map<String, String> environment) {
        this.environment = environment;
    }

    /** Settings of the environment alone. */
    static SettingsReader of(Map<String, String> environment) {
        return new SettingsReader(environment);
    }

    /**
     * Settings of a file and the environment.
     *
     * @throws ConfigException when the file is missing or no YAML
     */
    static SettingsReader of(Path file, Map<String, String> environment) {
        SettingsReader reader = new SettingsReader(environment);
        YAMLMapper yaml = YAMLMapper.builder()
                .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                .build();
        try {
            reader.flatten("", yaml.readTree(Files.readString(file)), String.valueOf(file.getFileName()));
        } catch (JsonProcessingException wrong) {
            throw new ConfigException(
                    List.of("Config file " + file + " is not valid YAML: " + wrong.getOriginalMessage()));
        } catch (IOException missing) {
            throw new ConfigException(List.of("Config file " + file + " cannot be read: it is missing or denied."));
        }
        return reader;
    }

    private void flatten(String name, JsonNode node, String file) {
        if (STRUCTURED.contains(name)) {
            structures.put(name, node);
        } else if (node.isObject()) {
            node.properties()
                    .forEach(field -> flatten(
                            name.isEmpty() ? field.getKey() : name + "." + field.getKey(), field.getValue(), file));
        } else if (node.isArray()) {
            StringJoiner joined = new StringJoiner(",");
            node.forEach(element -> joined.add(element.asText()));
            values.put(name, new Value(joined.toString(), file));
        } else if (!node.isNull() && !node.isMissingNode()) {
            values.put(name, new Value(node.asText(), file));
        }
    }

    String text(String name, String fallback) {
        Value value = find(name);
        return value == null ? fallback : value.text();
    }

    /** A whole number from {@code least} to {@code most}. */
    int integer(String name, int fallback, int least, int most) {
        Value value = find(name);
        if (value == null) {
            return fallback;
        }
        try {
            int number = Integer.parseInt(value.text().strip());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // told below, together with numbers that are out of range
        }
        problem(name, value, "a whole number from " + least + " to " + most);
        return fallback;
    }

    /** One of two words; the first when it is not set. */
    String choice(String name, String usual, String other) {
        Value value = find(name);
        if (value == null || value.text().equals(usual) || value.text().equals(other)) {
            return value == null ? usual : value.text();
        }
        problem(name, value, usual + " or " + other);
        return usual;
    }

    /** Words with commas between them; none when it is not set. */
    Set<String> words(String name) {
        return Stream.of(text(name, "").split(",", -1))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** What {@code maker} makes of settings that were read; empty when they do not go together, which is a problem. */
    <T> Optional<T> made(String name, Supplier<T> maker) {
        try {
            return Optional.of(maker.get());
        } catch (IllegalArgumentException wrong) {
            problems.add("The settings of " + name + " do not fit: " + wrong.getMessage());
            return Optional.empty();
        }
    }

    /**
     * All settings under {@code name}, read together by {@code parser}; empty when there is none. In the environment they are
     * those that begin with its variable, such as {@code LOADCAST_INFLUX_TOKEN} for {@code influx.token}.
     *
     * @param parser gets settings of the {@link Reference} only, by their names in the group; throws {@link IllegalArgumentException}
     *     for what is wrong
     */
    <T> Optional<T> group(String name, Function<Map<String, String>, T> parser) {
        Map<String, String> group = new TreeMap<>();
        String prefix = name + ".";
        values.forEach((key, value) -> {
            if (key.startsWith(prefix) && Reference.describes(key)) {
                group.put(key.substring(prefix.length()), value.text());
            }
        });
        environment.forEach((variable, value) -> {
            if (variable.startsWith(variable(prefix))) {
                Reference.namedBy(variable.substring(PREFIX.length()).toLowerCase(Locale.ROOT))
                        .ifPresentOrElse(
                                key -> group.put(key.substring(prefix.length()), value),
                                () -> problems.add(
                                        "Variable " + variable + " is of no setting. " + Reference.neighbours(name)));
            }
        });
        try {
            return group.isEmpty() ? Optional.empty() : Optional.of(parser.apply(group));
        } catch (IllegalArgumentException wrong) {
            problems.add(String.valueOf(wrong.getMessage()));
            return Optional.empty();
        }
    }

    /**
     * A setting that is more than a text, read by {@code parser}; empty when it is not there.
     *
     * @param parser throws {@link IllegalArgumentException} for what is wrong
     */
    <T> Optional<T> structure(String name, Function<JsonNode, T> parser) {
        try {
            return Optional.ofNullable(structures.get(name)).map(parser);
        } catch (MappingException wrong) {
            problems.addAll(wrong.problems());
            return Optional.empty();
        } catch (IllegalArgumentException wrong) {
            problems.add(String.valueOf(wrong.getMessage()));
            return Optional.empty();
        }
    }

    private @Nullable Value find(String name) {
        String variable = variable(name);
        String override = environment.get(variable);
        return override == null ? values.get(name) : new Value(override, variable);
    }

    private static String variable(String name) {
        return PREFIX + name.toUpperCase(Locale.ROOT).replace('.', '_');
    }

    private void problem(String name, Value value, String expected) {
        problems.add(
                "Setting " + name + " is '" + value.text() + "' (" + value.source() + "). Expected " + expected + ".");
    }

    /** @throws ConfigException when anything was wrong, or the file has a setting that the {@link Reference} does not describe */
    void finish() {
        values.forEach((name, value) -> {
            if (!Reference.describes(name)) {
                problems.add(
                        "Setting " + name + " (" + value.source() + ") is not known. " + Reference.neighbours(name));
            }
        });
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
    }
}
