package org.loadcast.serving.ingest.decode;

import java.time.Instant;

/**
 * What came in.
 *
 * @param topic the topic that it was published to, with {@code /} between its levels
 * @param receivedAt when it arrived; the time of readings whose payload has none, and the "now" that theirs are held against
 */
public record Message(String topic, Payload payload, Instant receivedAt) {}
