package org.loadcast.serving.ingest.decode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Ready rules for devices that people have, from {@code presets.yaml}. */
final class Presets {

    private static final Set<String> ADAPTABLE = Set.of(
            "preset",
            "description",
            "prefix",
            "topic",
            "meter",
            "zone",
            "time",
            "time_format",
            "unit",
            "span",
            "sign",
            "scale",
            "missing",
            "metrics",
            "every");

    private final JsonNode presets;

    private Presets(JsonNode presets) {
        this.presets = presets;
    }

    static Presets load() {
        try (InputStream yaml = Objects.requireNonNull(Presets.class.getResourceAsStream("presets.yaml"))) {
            return new Presets(new YAMLMapper().readTree(yaml));
        } catch (IOException broken) {
            throw new IllegalStateException("The presets in the jar cannot be read. Build it anew.", broken);
        }
    }

    Set<String> names() {
        Set<String> names = new TreeSet<>();
        presets.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** The rules of a preset, with {@code $prefix} where its topics begin. */
    Optional<List<ObjectNode>> rules(String name) {
        JsonNode preset = presets.path(name);
        if (preset.isMissingNode()) {
            return Optional.empty();
        }
        List<ObjectNode> rules = new ArrayList<>();
        for (JsonNode rule : preset.path("rules")) {
            ObjectNode copy = rule.deepCopy();
            String topic = copy.path("topic").asText();
            copy.put("topic", topic.replace("$prefix", preset.path("prefix").asText()));
            copy.put("$topic", topic);
            rules.add(copy);
        }
        return Optional.of(rules);
    }

    /** The rules with the settings that stand beside the preset's name put over theirs. */
    static List<ObjectNode> adapted(List<ObjectNode> rules, JsonNode settings, String place, List<String> problems) {
        for (ObjectNode rule : rules) {
            String topic = rule.remove("$topic").asText();
            for (Map.Entry<String, JsonNode> setting : settings.properties()) {
                String name = setting.getKey();
                if (name.equals("prefix")) {
                    rule.put(
                            "topic", topic.replace("$prefix", setting.getValue().asText()));
                } else if (!ADAPTABLE.contains(name)) {
                    problems.add(place + ": setting " + name + " cannot stand beside a preset. There are: "
                            + String.join(", ", new TreeSet<>(ADAPTABLE)) + ".");
                } else if (Set.of("sign", "scale", "unit", "span").contains(name) && rule.has("values")) {
                    rule.path("values").forEach(value -> ((ObjectNode) value).set(name, setting.getValue()));
                } else if (name.equals("topic") && rules.size() > 1) {
                    problems.add(place + ": the preset has " + rules.size() + " topics. Set prefix, or write rules.");
                } else if (!name.equals("preset") && !rule.path("ignore").asBoolean()) {
                    rule.set(name, setting.getValue());
                }
            }
        }
        return rules;
    }
}
