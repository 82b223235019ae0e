package org.loadcast.serving.ingest.decode;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** From messages to readings and weather, by ordered rules: the first whose topic fits decodes. Thread-safe. */
public final class MessageMapping {

    /** Larger payloads are refused. */
    public static final int LARGEST_PAYLOAD_BYTES = 1 << 20;

    private final List<Rule> rules;

    private MessageMapping(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    /** Our own topics and nothing else. */
    public static MessageMapping ofOwnTopics() {
        return new MessageMapping(OwnTopics.rules());
    }

    /** What to subscribe to, each once, in the order of the rules. */
    public List<String> topicFilters() {
        return rules.stream().map(rule -> rule.topic().filter()).distinct().toList();
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
        for (Rule rule : rules) {
            Optional<Map<String, String>> names = rule.topic().match(message.topic());
            if (names.isPresent()) {
                return rule.format().decode(message, names.get());
            }
        }
        throw new UndecodableException("No rule of the mapping fits the topic. Add one under mqtt.mapping.");
    }
}
