package org.loadcast.serving.ingest.decode;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples of docs/presets.md, one after the other. */
class PresetsTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "presets.md");
    private static final Instant RECEIVED = Instant.parse("2024-06-01T12:00:00Z");
    private static final String FENCE = "```example";

    record Step(String topic, String payload, List<String> becomes) {}

    record Example(String preset, List<Step> steps) {}

    @ParameterizedTest
    @MethodSource("examples")
    void examplesOfTheDocumentBecomeWhatItSays(Example example) throws UndecodableException {
        MessageMapping mapping = mapping(example.preset());

        for (Step step : example.steps()) {
            List<String> lines = mapping.decode(new Message(step.topic(), Payload.ofText(step.payload()), RECEIVED))
                    .describe();
            assertThat(lines.isEmpty() ? List.of("nothing") : lines)
                    .as(step.topic())
                    .isEqualTo(step.becomes());
        }
    }

    @Test
    void everyPresetHasAnExampleOrABinaryTest() throws IOException {
        TreeSet<String> shown = new TreeSet<>(List.of("sparkplug-b"));
        examples().map(Example::preset).filter(name -> !name.isEmpty()).forEach(shown::add);

        assertThat(shown).isEqualTo(MessageMapping.presets());
    }

    private static MessageMapping mapping(String preset) {
        var rules = JsonNodeFactory.instance.arrayNode();
        if (!preset.isEmpty()) {
            rules.addObject().put("preset", preset);
        }
        return MessageMapping.parse(rules);
    }

    static Stream<Example> examples() throws IOException {
        List<Example> examples = new ArrayList<>();
        List<String> lines = Files.readAllLines(DOCUMENT);
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(FENCE)) {
                int end = lines.subList(i + 1, lines.size()).indexOf("```") + i + 1;
                examples.add(
                        new Example(lines.get(i).substring(FENCE.length()).strip(), steps(lines.subList(i + 1, end))));
                i = end;
            }
        }
        return examples.stream();
    }

    private static List<Step> steps(List<String> lines) {
        List<Step> steps = new ArrayList<>();
        String topic = "";
        for (String line : lines) {
            String text = line.isEmpty() ? "" : line.substring(9);
            if (line.startsWith("topic")) {
                topic = text;
            } else if (line.startsWith("payload")) {
                steps.add(new Step(topic, text, new ArrayList<>()));
            } else if (line.startsWith("becomes")) {
                steps.get(steps.size() - 1).becomes().add(text);
            }
        }
        return steps;
    }
}
