package org.loadcast.serving.ingest.mqtt;

import org.loadcast.serving.ingest.decode.Message;

/**
 * A message that came in by a link.
 *
 * @param message what came
 * @param guaranteed whether the broker sends it again until it is acknowledged (QoS 1 and 2)
 * @param acknowledgement to be run once what the message says is durable
 */
record Arrival(Message message, boolean guaranteed, Runnable acknowledgement) {

    /** What an object, its topic and its place in the client take beside the payload, roughly. */
    private static final int OVERHEAD_BYTES = 600;

    /** Memory that it holds, roughly. */
    int bytes() {
        return OVERHEAD_BYTES + message.payload().size() + message.topic().length();
    }

    void acknowledge() {
        acknowledgement.run();
    }
}
