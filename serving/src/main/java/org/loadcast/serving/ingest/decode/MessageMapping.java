package org.loadcast.serving.ingest.decode;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** From messages to readings and weather, by ordered rules: the first whose topic fits decodes. Thread-safe. */
public final class MessageMapping {

    /** Larger payloads are refused. */
    public static final int LARGEST_PAYLOAD_BYTES = 1 << 20;

    private final List<Rule> rules;
    private final List<Discovery> discoveries;

    MessageMapping(List<Rule> rules, List<Discovery> discoveries) {
        this.rules = List.copyOf(rules);
        this.discoveries = List.copyOf(discoveries);
    }

    /** Our own topics and nothing else. */
    public static MessageMapping ofOwnTopics() {
        return new MessageMapping(OwnTopics.rules(), List.of());
    }

    /**
     * The rules of a configuration, the list under {@code mqtt.mapping}, and after them our own topics.
     *
     * @throws MappingException with everything that is wrong
     */
    public static MessageMapping parse(JsonNode mapping) {
        return new MappingReader().read(mapping);
    }

    /** The names that a rule may have under {@code preset}. */
    public static Set<String> presets() {
        return Presets.load().names();
    }

    /**
     * What to subscribe to, each once, in the order of the rules. Topics that devices announced by discovery are at the end;
     * so this grows, and whoever subscribes asks again after messages were decoded.
     */
    public List<String> topicFilters() {
        Stream<String> ruled =
                rules.stream().filter(Rule::isWanted).map(rule -> rule.topic().filter());
        Stream<String> announced = discoveries.stream().flatMap(discovery -> discovery.topics().stream());
        return Stream.concat(ruled, announced).distinct().toList();
    }

    /**
     * What a message says; nothing for one that has no reading in it, such as the state of a lamp.
     *
     * @throws UndecodableException when no rule fits the topic, or the payload is broken
     */
    public Decoded decode(Message message) throws UndecodableException {
        if (message.payload().size() > LARGEST_PAYLOAD_BYTES) {
            throw new UndecodableException(
                    "The payload has " + message.payload().size() + " bytes. At most " + LARGEST_PAYLOAD_BYTES
                            + " are read; send smaller messages.");
        }
        String[] levels = message.topic().split("/", -1);
        for (Rule rule : rules) {
            Optional<Map<String, String>> names = rule.topic().match(levels);
            if (names.isPresent()) {
                return rule.format().decode(message, names.get());
            }
        }
        for (Discovery discovery : discoveries) {
            Optional<Decoded> state = discovery.state(message);
            if (state.isPresent()) {
                return state.get();
            }
        }
        throw new UndecodableException("No rule of the mapping fits the topic. Add one under mqtt.mapping.");
    }
}
