package org.loadcast.serving.ingest.decode;

/**
 * Decodes the messages of one kind of device. A rule names it with {@code decoder: NAME}.
 *
 * <p>To add one, implement this with a public constructor without parameters and name the class in
 * {@code META-INF/services/org.loadcast.serving.ingest.decode.PayloadDecoder}. Must be thread-safe.
 */
public interface PayloadDecoder {

    /** The name by which rules ask for this decoder, such as {@code acme}. */
    String name();

    /**
     * Readings and weather in our units and signs: kW and kWh, consumption positive.
     *
     * @throws UndecodableException when the payload is broken; no other exception may leave a decoder
     */
    Decoded decode(Message message) throws UndecodableException;
}
