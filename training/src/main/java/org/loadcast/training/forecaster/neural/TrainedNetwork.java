package org.loadcast.training.forecaster.neural;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;

/**
 * A trained network as plain arrays.
 *
 * <p>The encoder reads the past; its last state, the context, is put beside the features of every target. A decoder reads
 * these rows as a sequence, and the head sees what it made of them beside the features; without one the head sees the rows
 * themselves. A network without an encoder is its head alone. Immutable and thread-safe.
 */
final class TrainedNetwork {

    private final Optional<PlainNetwork> encoder;
    private final Optional<PlainNetwork> decoder;
    private final PlainNetwork head;

    /** A network; a decoder needs an encoder. */
    TrainedNetwork(Optional<PlainNetwork> encoder, Optional<PlainNetwork> decoder, PlainNetwork head) {
        if (encoder.isEmpty() && decoder.isPresent()) {
            throw new IllegalArgumentException("A decoder needs an encoder.");
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
        if (encoder.isEmpty()) {
            return head.apply(future, targets);
        }
        float[] states = encoder.get().apply(past, times);
        int size = encoder.get().outputs();
        float[] context = new float[targets * size];
        for (int t = 0; t < targets; t++) {
            System.arraycopy(states, (times - 1) * size, context, t * size, size);
        }
        float[] rows = beside(future, context, targets);
        return head.apply(
                decoder.isEmpty() ? rows : beside(decoder.get().apply(rows, targets), future, targets), targets);
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
        write(out, encoder);
        write(out, decoder);
        head.write(out);
    }

    private static void write(DataOutput out, Optional<PlainNetwork> part) throws IOException {
        out.writeBoolean(part.isPresent());
        if (part.isPresent()) {
            part.get().write(out);
        }
    }

    static TrainedNetwork read(DataInput in) throws IOException {
        Optional<PlainNetwork> encoder = readPart(in);
        Optional<PlainNetwork> decoder = readPart(in);
        return new TrainedNetwork(encoder, decoder, PlainNetwork.read(in));
    }

    private static Optional<PlainNetwork> readPart(DataInput in) throws IOException {
        return in.readBoolean() ? Optional.of(PlainNetwork.read(in)) : Optional.empty();
    }
}
