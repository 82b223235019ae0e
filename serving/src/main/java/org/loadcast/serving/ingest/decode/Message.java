package org.loadcast.serving.ingest.decode;

import java.time.Instant;

/**
 * What came in.
 *
 * @param topic the topic that it was published to, with {@code /} between its levels
 * @param receivedAt when it arrived; the time of readings whose payload has none, and the "now" that theirs are held against
 * @param retained whether the broker had kept it from before the subscription, so that {@code receivedAt} says nothing about
 *     its age
 */
public record Message(String topic, Payload payload, Instant receivedAt, boolean retained) {

    /** A message that was published just now. */
    public Message(String topic, Payload payload, Instant receivedAt) {
        this(topic, payload, receivedAt, false);
    }
}
