package org.loadcast.training.forecaster.neural;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;

/**
 * A trained network as plain arrays.
 *
 * <p>The encoder reads the past; its last state, the context, is put beside the features of every target. The decoder reads
 * these rows as a sequence; the head sees what it made of them beside the features themselves. A network without encoder
 * and decoder is its head alone. Immutable and thread-safe.
 */
final class TrainedNetwork {

    private final Optional<PlainNetwork> encoder;
    private final Optional<PlainNetwork> decoder;
    private final PlainNetwork head;

    /** A network; encoder and decoder are both there or both not. */
    TrainedNetwork(Optional<PlainNetwork> encoder, Optional<PlainNetwork> decoder, PlainNetwork head) {
        if (encoder.isPresent() != decoder.isPresent()) {
            throw new IllegalArgumentException("An encoder needs a decoder, and a decoder an encoder.");
        }
        this.encoder = encoder;
        this.decoder = decoder;
        this.head = head;
    }

    /**
     * The raw outputs, targets x {@link #outputs}.
     *
     * @param future features of the targets, targets x features
     * @param past what the encoder reads, times x channels; not used without one
     */
    float[] apply(float[] future, int targets, float[] past, int times) {
        if (encoder.isEmpty() || decoder.isEmpty()) {
            return head.apply(future, targets);
        }
        float[] states = encoder.get().apply(past, times);
        int size = encoder.get().outputs();
        float[] context = new float[targets * size];
        for (int t = 0; t < targets; t++) {
            System.arraycopy(states, (times - 1) * size, context, t * size, size);
        }
        float[] decoded = decoder.get().apply(beside(future, context, targets), targets);
        return head.apply(beside(decoded, future, targets), targets);
    }

    private static float[] beside(float[] left, float[] right, int rows) {
        int leftWidth = left.length / rows;
        int rightWidth = right.length / rows;
        float[] both = new float[left.length + right.length];
        for (int row = 0; row < rows; row++) {
            int at = row * (leftWidth + rightWidth);
            System.arraycopy(left, row * leftWidth, both, at, leftWidth);
            System.arraycopy(right, row * rightWidth, both, at + leftWidth, rightWidth);
        }
        return both;
    }

    /** Number of raw outputs for one target. */
    int outputs() {
        return head.outputs();
    }

    void write(DataOutput out) throws IOException {
        out.writeBoolean(encoder.isPresent());
        if (encoder.isPresent() && decoder.isPresent()) {
            encoder.get().write(out);
            decoder.get().write(out);
        }
        head.write(out);
    }

    static TrainedNetwork read(DataInput in) throws IOException {
        if (in.readBoolean()) {
            PlainNetwork encoder = PlainNetwork.read(in);
            PlainNetwork decoder = PlainNetwork.read(in);
            return new TrainedNetwork(Optional.of(encoder), Optional.of(decoder), PlainNetwork.read(in));
        }
        return new TrainedNetwork(Optional.empty(), Optional.empty(), PlainNetwork.read(in));
    }
}
