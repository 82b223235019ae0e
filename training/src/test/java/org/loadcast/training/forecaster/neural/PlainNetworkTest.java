package org.loadcast.training.forecaster.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlainNetworkTest {

    @Test
    void denseLayersByHand() {
        // hidden = max(0, x1 - x2), max(0, x1 + x2 + 1); out = 10 + 2 h1 - h2
        PlainNetwork network = new PlainNetwork(List.of(
                new Layer.Dense(2, 2, new float[] {1, 1, -1, 1}, new float[] {0, 1}, true),
                new Layer.Dense(2, 1, new float[] {2, -1}, new float[] {10}, false)));

        float[] out = network.apply(new float[] {3, 1, 1, 3}, 2);

        assertThat(out).containsExactly(10 + 2 * 2 - 5, 10 - 5);
    }

    @Test
    void causalConvolutionLooksBackOnly() {
        // y(t) = x(t - 4) + 10 x(t - 2) + 100 x(t)
        Layer convolution = new Layer.Convolution(1, 1, 3, 2, true, new float[] {1, 10, 100}, new float[] {0});

        float[] out = convolution.apply(new float[] {1, 2, 3, 4, 5}, 5);

        assertThat(out).containsExactly(100, 200, 310, 420, 531);
    }

    @Test
    void otherConvolutionsLookBothWays() {
        // y(t) = x(t - 1) + 10 x(t) + 100 x(t + 1) - 100, rectified
        Layer convolution = new Layer.Convolution(1, 1, 3, 1, false, new float[] {1, 10, 100}, new float[] {-100});

        float[] out = convolution.apply(new float[] {1, 2, 3}, 3);

        assertThat(out).containsExactly(110, 221, 0);
    }

    @Test
    void memoryByHand() {
        // One unit whose gates see nothing: each sigmoid is 1/2, the candidate tanh(x).
        Layer memory = new Layer.Lstm(1, 1, new float[] {1, 0, 0, 0}, new float[4], new float[4]);

        float[] out = memory.apply(new float[] {1, 0}, 2);

        double first = Math.tanh(1) / 2;
        assertThat(out[0]).isCloseTo((float) (Math.tanh(first) / 2), within(1e-6f));
        assertThat(out[1]).isCloseTo((float) (Math.tanh(first / 2) / 2), within(1e-6f));
    }

    @Test
    void readsBackWhatItWrote() throws IOException {
        PlainNetwork network = new PlainNetwork(List.of(
                new Layer.Lstm(2, 1, new float[] {1, 2, 3, 4, 5, 6, 7, 8}, new float[] {1, 2, 3, 4}, new float[4]),
                new Layer.Convolution(1, 1, 3, 2, true, new float[] {1, 10, 100}, new float[] {0.5f}),
                new Layer.Dense(1, 1, new float[] {-0.7f}, new float[] {0.3f}, false)));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        network.write(new DataOutputStream(bytes));

        PlainNetwork read = PlainNetwork.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));

        float[] input = {0.1f, -0.2f, 0.3f, 0.4f, -0.5f, 0.6f};
        assertThat(read.apply(input, 3)).containsExactly(network.apply(input, 3));
    }

    @Test
    void aDamagedSizeIsRefusedBeforeItIsAllocated() {
        byte[] hugeDenseLayer = {0, 0, 0, 1, 1, 0, 0, -1, -1, 0, 0, -1, -1, 0};

        assertThatThrownBy(() -> PlainNetwork.read(new DataInputStream(new ByteArrayInputStream(hugeDenseLayer))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("damaged");
    }

    @Test
    void layersThatDoNotFitAreRefused() {
        Layer two = new Layer.Dense(1, 2, new float[2], new float[2], false);
        Layer three = new Layer.Dense(3, 1, new float[3], new float[1], false);

        assertThatThrownBy(() -> new PlainNetwork(List.of(two, three)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Layer 1 takes 3 values, but the layer before gives 2.");
    }
}
