package org.loadcast.serving.ingest.decode;

import java.util.Map;

/** Which topics, and what their messages say. */
record Rule(TopicPattern topic, Format format) {

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
