package org.loadcast.serving.ingest.decode;

import java.util.Map;

/** Which topics, and what their messages say. */
record Rule(TopicPattern topic, Format format) {

    /** The format of messages that are passed over unread. */
    static final Format IGNORED = (message, names) -> Decoded.NOTHING;

    /** Whether the topic is worth a subscription. */
    boolean isWanted() {
        return format != IGNORED;
    }

    /** Takes the payloads of a rule apart. Thread-safe. */
    @FunctionalInterface
    interface Format {

        /**
         * What the message says.
         *
         * @param names the named levels of its topic
         */
        Decoded decode(Message message, Map<String, String> names) throws UndecodableException;
    }
}
