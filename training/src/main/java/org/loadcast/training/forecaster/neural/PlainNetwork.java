package org.loadcast.training.forecaster.neural;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Trained layers one after the other.
 *
 * <p>Answers without native code, hence without its locks, call overhead and memory. Immutable and thread-safe.
 */
final class PlainNetwork {

    private final List<Layer> layers;

    /** A network of at least one layer. */
    PlainNetwork(List<? extends Layer> layers) {
        for (int i = 1; i < layers.size(); i++) {
            if (layers.get(i).inputs() != layers.get(i - 1).outputs()) {
                throw new IllegalArgumentException(
                        "Layer " + i + " takes " + layers.get(i).inputs() + " values, but the layer before gives "
                                + layers.get(i - 1).outputs() + ".");
            }
        }
        this.layers = List.copyOf(layers);
    }

    int inputs() {
        return layers.get(0).inputs();
    }

    int outputs() {
        return layers.get(layers.size() - 1).outputs();
    }

    /** Applies all layers to {@code times} rows of {@link #inputs}; {@code times x outputs}. */
    float[] apply(float[] values, int times) {
        float[] result = values;
        for (Layer layer : layers) {
            result = layer.apply(result, times);
        }
        return result;
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(layers.size());
        for (Layer layer : layers) {
            layer.write(out);
        }
    }

    static PlainNetwork read(DataInput in) throws IOException {
        List<Layer> layers = new ArrayList<>();
        for (int left = Numbers.readCount(in); left > 0; left--) {
            layers.add(Layer.read(in));
        }
        return new PlainNetwork(layers);
    }
}
